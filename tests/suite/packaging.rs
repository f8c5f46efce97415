//! What is handed out: the installer of Windows, and the files by which a desktop of Linux knows maps.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn samples() -> Vec<String> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("saves")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".lienket") && !name.starts_with('.')).collect()
}

/// What follows `start` in each line, up to the next quote.
fn values<'a>(text: &'a str, start: &str) -> BTreeSet<&'a str> {
    let rests = text.lines().filter_map(|line| line.trim().strip_prefix(start));
    rests.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn what_is_installed_on_windows_is_removed() {
    let script = text("packaging/windows/lienket.nsi");
    let installed = values(&script, r#"File "${FILES}\"#);
    let mut wanted: BTreeSet<String> = installed.iter().map(|name| (*name).to_owned()).collect();
    assert!(wanted.remove(r"samples\*.lienket"));
    wanted.extend(samples().into_iter().map(|name| format!(r"samples\{name}")));
    wanted.insert("uninstall.exe".to_owned());
    let removed: BTreeSet<String> =
        values(&script, r#"Delete "$INSTDIR\"#).into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(removed, wanted);
}

#[test]
fn what_is_installed_on_windows_is_packed() {
    let (script, workflow) = (text("packaging/windows/lienket.nsi"), text(".github/workflows/windows.yml"));
    for name in values(&script, r#"File "${FILES}\"#) {
        // The guide is written in a loop over its languages.
        let written = name.replace(".vi.", ".$language.").replace(".en.", ".$language.");
        let written = written.replace(r"samples\", r"saves\");
        assert!(workflow.contains(&written), "{name} is not packed");
    }
}

#[test]
fn every_library_that_the_window_asks_for_is_depended_on() {
    let (source, control) = (text("src/app/system_libraries.rs"), text("packaging/linux/control"));
    let depends = control.lines().find_map(|line| line.strip_prefix("Depends: ")).unwrap();
    let depends: BTreeSet<&str> = depends.split(", ").filter_map(|one| one.split(' ').next()).collect();
    let (libraries, _) = source.split_once("#[cfg(test)]").unwrap();
    let named = libraries.split('"').filter(|part| part.starts_with("lib") && !part.contains([' ', '.']));
    let named: BTreeSet<&str> = named.collect();
    assert!(named.len() > 5, "{named:?}");
    assert!(named.is_subset(&depends), "{named:?} against {depends:?}");
}

#[test]
fn a_desktop_knows_saved_maps() {
    let (desktop, types) = (text("packaging/linux/lienket.desktop"), text("packaging/linux/lienket.xml"));
    let declared = types.split("<mime-type type=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(desktop.contains(&format!("MimeType={declared};\n")));
    let magic = types.split("value=\"").nth(1).unwrap().split('"').next().unwrap().replace("\\n", "\n");
    for name in samples() {
        assert!(text(&format!("saves/{name}")).starts_with(&magic), "{name} does not begin with {magic:?}");
    }
}
