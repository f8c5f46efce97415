//! A package of Debian: an `ar` of what it is and what it installs. Written here, since the tools that make one are not
//! on every machine that builds, and to have the same bytes from one commit.

use md5::{Digest, Md5};

use crate::archive::{ar, tar, xz};
use crate::tree::Tree;
use crate::{Outcome, source_text};

/// What the package of this version is called, with its revision as a package.
pub fn debian_version(version: &str) -> String {
    format!("{version}-1")
}

/// Debian's name of the machine that this runs on.
pub fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

/// The package that installs a tree under `/usr`; `program` is looked into for the C library that it needs.
pub fn debian_package(tree: &Tree, version: &str, program: &[u8], time: u64) -> Outcome<Vec<u8>> {
    let installed = tree.within("usr");
    let mut control = Tree::default();
    control.add("control", control_file(&installed, version, program)?);
    control.add("md5sums", checksums(&installed));
    let members = [
        ("debian-binary", b"2.0\n".to_vec()),
        ("control.tar.xz", xz(&tar(&control, "./", time)?)?),
        ("data.tar.xz", xz(&tar(&installed, "./", time)?)?),
    ];
    Ok(ar(&members, time))
}

fn control_file(installed: &Tree, version: &str, program: &[u8]) -> Outcome<String> {
    let kibibytes = |size: usize| size.div_ceil(1024);
    let files: usize = installed.files().map(|(_, file)| kibibytes(file.content.len())).sum();
    let template = source_text("packaging/linux/control")?;
    Ok(template
        .replace("@VERSION@", &debian_version(version))
        .replace("@ARCHITECTURE@", architecture())
        .replace("@SIZE@", &(files + installed.folders().len()).to_string())
        .replace("@GLIBC@", &newest_glibc(program)))
}

fn checksums(installed: &Tree) -> String {
    let line = |(path, content): (&str, &[u8])| {
        let sum: String = Md5::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{sum}  {path}\n")
    };
    installed.files().map(|(path, file)| (path, file.content.as_slice())).map(line).collect()
}

/// The newest version of the C library of which the program needs a symbol: they are named in its table of strings.
fn newest_glibc(program: &[u8]) -> String {
    const MARK: &[u8] = b"\0GLIBC_";
    let version = |at: usize| -> Option<Vec<u32>> {
        let rest = program.get(at + MARK.len()..)?;
        let text = std::str::from_utf8(rest.get(..rest.iter().position(|byte| *byte == 0)?)?).ok()?;
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    let marks = program.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
    let newest = marks.filter_map(|(at, _)| version(at)).max().unwrap_or_else(|| vec![2, 34]);
    newest.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}
