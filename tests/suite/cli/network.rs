//! The program opens no connection to another computer, whatever it does.

use std::process::{Command, Stdio};

use super::Folder;

/// Runs the program under `strace`; what it asked of sockets, or `None` where nothing can be traced.
fn socket_calls(folder: &Folder, arguments: &[&str]) -> Option<Vec<String>> {
    let program = folder.command(arguments);
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-e", "trace=%network,exit_group", "-e", "signal=none", "-o", "calls"]);
    traced.arg(program.get_program()).args(program.get_args()).current_dir(program.get_current_dir()?);
    for (name, value) in program.get_envs() {
        value.map(|value| traced.env(name, value));
    }
    let output = traced.stdin(Stdio::null()).output().ok()?;
    let calls = String::from_utf8(folder.read("calls")).unwrap();
    // A system may forbid to trace at all.
    if !calls.contains("exit_group(") {
        return None;
    }
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    Some(calls.lines().filter(|line| !line.contains("exit_group(")).map(str::to_owned).collect())
}

#[test]
fn no_command_opens_a_connection() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    for arguments in [
        vec!["check", map, "--format", "json"],
        vec!["list", "totals", map],
        vec!["export", map, "-o", "page.html"],
        vec!["export", map, "-o", "map.xlsx"],
        vec!["export", map, "-o", "map.pdf"],
        vec!["report", map, "-o", "report.docx"],
        vec!["import", "map.xlsx", "-o", "again.lienket"],
        vec!["diff", map, "again.lienket"],
        vec!["tidy", map, "-o", "tidy.lienket"],
        vec!["recover"],
    ] {
        let Some(calls) = socket_calls(&folder, &arguments) else {
            eprintln!("skipped: strace is not there, or may not trace");
            return;
        };
        // Whom the system asks on the same computer, such as for the user's name, is no network.
        let outward: Vec<&String> = calls.iter().filter(|call| call.contains("AF_INET")).collect();
        let others = calls.iter().filter(|call| call.contains("socket(")).filter(|call| !call.contains("AF_UNIX"));
        assert_eq!((outward, others.count()), (vec![], 0), "lienket {}", arguments.join(" "));
    }
}
