//! The whole way from the sources to what is handed out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::archive::{gzip, tar};
use crate::package::{architecture, debian_package, debian_version};
use crate::tree::Tree;
use crate::{Outcome, icons, licences, pages, root, source, source_text};

/// Builds the program, or takes this one, and writes its package, its portable archive and their checksums into a folder.
pub fn dist(binary: Option<&Path>, output: &Path) -> Outcome<()> {
    let version = lienket::cli::definition().get_version().ok_or("the program has no version")?.to_owned();
    let time = commit_time()?;
    fs::create_dir_all(output)?;
    // First what fails within seconds.
    let licences = licences::collect(licences::LINUX)?;
    let built = match binary {
        Some(binary) => binary.to_owned(),
        None => build()?,
    };
    let program = if binary.is_some() { stripped(&built, output)? } else { fs::read(&built)? };
    let mut tree = tree(&program, &licences, &version)?;
    add_guide(&mut tree, &built, output)?;

    let package = format!("lienket_{}_{}.deb", debian_version(&version), architecture());
    let folder = format!("lienket-{version}-linux-{}", std::env::consts::ARCH);
    let files = [
        (package, debian_package(&debian(&tree, &licences, &version, time)?, &version, &program, time)?),
        (format!("{folder}.tar.gz"), gzip(&tar(&portable(&tree)?, &format!("{folder}/"), time)?)?),
    ];
    let mut sums = String::new();
    for (name, content) in &files {
        fs::write(output.join(name), content)?;
        let sum: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        sums.push_str(&format!("{sum}  {name}\n"));
        println!("{} ({:.1} MB)", output.join(name).display(), content.len() as f64 / 1e6);
    }
    Ok(fs::write(output.join("SHA256SUMS"), sums)?)
}

/// The time of everything in the archives: that of the last commit, unless `SOURCE_DATE_EPOCH` says another one.
fn commit_time() -> Outcome<u64> {
    if let Ok(time) = std::env::var("SOURCE_DATE_EPOCH") {
        return Ok(time.parse()?);
    }
    let output = Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root()).output()?;
    let time = String::from_utf8(output.stdout)?;
    time.trim().parse().map_err(|_| "no commit tells the time; set SOURCE_DATE_EPOCH".into())
}

/// Builds the program, into which no path of this machine gets, and returns where it is.
fn build() -> Outcome<PathBuf> {
    let target = root().join("target/dist-build");
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"))).ok_or("no CARGO_HOME")?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    // Of two that fit, the compiler takes the last one.
    let flags = [remap(root(), "lienket"), remap(&home, "cargo"), remap(&target, "target")].join("\u{1f}");
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(program)
        .args([
            "build",
            "--profile=dist",
            "--locked",
            "--offline",
            "--package=lienket",
            "--bin=lienket",
            "--target-dir",
        ])
        .arg(&target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(root())
        .status()?;
    if status.success() { Ok(target.join("dist/lienket")) } else { Err("the program was not built".into()) }
}

/// A program that is there already, without its symbols.
fn stripped(binary: &Path, output: &Path) -> Outcome<Vec<u8>> {
    let copy = output.join("lienket.stripped");
    let status = Command::new("strip").arg("-o").arg(&copy).arg(binary).status()?;
    if !status.success() {
        return Err(format!("strip did not take {}", binary.display()).into());
    }
    let program = fs::read(&copy)?;
    fs::remove_file(copy)?;
    Ok(program)
}

/// What the package and the archive have in common.
fn tree(program: &[u8], licences: &licences::Licences, version: &str) -> Outcome<Tree> {
    let mut tree = Tree::default();
    tree.add_program("bin/lienket", program.to_vec());
    tree.add("share/applications/lienket.desktop", source("packaging/linux/lienket.desktop")?);
    tree.add("share/mime/packages/lienket.xml", source("packaging/linux/lienket.xml")?);
    tree.add("share/icons/hicolor/scalable/apps/lienket.svg", source("assets/icon/lienket.svg")?);
    for (side, png) in icons::pngs()? {
        tree.add(format!("share/icons/hicolor/{side}x{side}/apps/lienket.png"), png);
    }
    pages::add_manual(&mut tree, version)?;
    pages::add_completions(&mut tree);
    let documents = "share/doc/lienket";
    tree.add(format!("{documents}/README.md"), source("README.md")?);
    tree.add(format!("{documents}/LICENCES.gz"), gzip(licences.texts().as_bytes())?);
    tree.add(format!("{documents}/changelog.gz"), gzip(&source("CHANGELOG.md")?)?);
    for sample in files_in(&root().join("saves"))? {
        tree.add(format!("{documents}/examples/{}", sample.display()), fs::read(root().join("saves").join(&sample))?);
    }
    Ok(tree)
}

/// Adds the guide in both languages, as the program itself writes it.
fn add_guide(tree: &mut Tree, program: &Path, output: &Path) -> Outcome<()> {
    for language in ["vi", "en"] {
        let name = format!("guide.{language}.html");
        let page = output.join(&name);
        let written = Command::new(program).args(["guide", "--lang", language, "-o"]).arg(&page).output()?;
        if !written.status.success() {
            return Err(format!("no guide: {}", String::from_utf8_lossy(&written.stderr).trim()).into());
        }
        tree.add(format!("share/doc/lienket/{name}"), fs::read(&page)?);
        fs::remove_file(page)?;
    }
    Ok(())
}

/// With what only a package of Debian has.
fn debian(tree: &Tree, licences: &licences::Licences, version: &str, time: u64) -> Outcome<Tree> {
    let mut tree = tree.clone();
    tree.add("share/doc/lienket/copyright", licences.debian()?);
    let date = jiff::Timestamp::from_second(i64::try_from(time)?)?.strftime("%a, %d %b %Y %H:%M:%S +0000");
    let changelog = format!(
        "lienket ({}) unstable; urgency=medium\n\n  * What is new stands in changelog.gz.\n\n -- {}  {date}\n",
        debian_version(version),
        maintainer()?
    );
    tree.add("share/doc/lienket/changelog.Debian.gz", gzip(changelog.as_bytes())?);
    tree.add("share/lintian/overrides/lienket", source("packaging/linux/lintian-overrides")?);
    Ok(tree)
}

fn maintainer() -> Outcome<String> {
    let control = source_text("packaging/linux/control")?;
    let line = control.lines().find_map(|line| line.strip_prefix("Maintainer: "));
    Ok(line.ok_or("packaging/linux/control names no maintainer")?.to_owned())
}

/// With the licences where they are found at once, and a word on what to do with it.
fn portable(tree: &Tree) -> Outcome<Tree> {
    let mut tree = tree.clone();
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        tree.add(name, source(name)?);
    }
    tree.add("INSTALL.txt", source("packaging/linux/INSTALL.txt")?);
    Ok(tree)
}

/// The files in a folder and in the folders in it, in the order of their names.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let name = entry?.file_name();
            // Locks of maps that are open.
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            let path = within.join(name);
            if folder.join(&path).is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
