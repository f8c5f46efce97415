//! The licences of everything that the program is made of: each crate with the texts that it brings, fonts and tables.
//!
//! Nothing is listed by hand, so nothing can be forgotten; a crate without a text stops it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{Outcome, root, source_text};

/// The system that packages are built for by default.
pub const LINUX: &str = "x86_64-unknown-linux-gnu";

/// Licences whose text names nobody, so that one text serves all, with the file that has it.
const NAMELESS: [(&str, &str); 2] = [("Apache-2.0", "LICENSE-APACHE"), ("BSL-1.0", "packaging/licences/BSL-1.0.txt")];
/// Licences that every Debian system has a copy of.
const COMMON: [(&str, &str); 4] =
    [("Apache-2.0", "Apache-2.0"), ("MPL-2.0", "MPL-2.0"), ("CC0-1.0", "CC0-1.0"), ("GPL-2.0-only", "GPL-2")];
/// Fonts and tables in the program, with the file of their licence: files, whose, licence.
const ASSETS: [(&str, &str, &str); 3] = [
    ("assets/fonts/BeVietnamPro-*.ttf", "assets/fonts/OFL-BeVietnamPro.txt", "OFL-1.1"),
    ("assets/fonts/Inter-Regular.ttf", "assets/fonts/OFL-Inter.txt", "OFL-1.1"),
    ("assets/places/units.txt", "assets/places/MIT-vietnamadminunits.txt", "MIT"),
];

/// Something that the program is made of.
#[derive(Debug)]
struct Part {
    /// As Debian names files: `crates/egui-0.37.0/*`.
    files: String,
    name: String,
    /// An SPDX expression.
    licence: String,
    authors: String,
    texts: Vec<String>,
}

/// All parts of the program.
#[derive(Debug)]
pub struct Licences(Vec<Part>);

/// Gathers the licences of what the program is made of on a system.
pub fn collect(target: &str) -> Outcome<Licences> {
    let metadata: Value =
        serde_json::from_slice(&cargo(&["metadata", "--format-version=1", "--filter-platform", target])?)?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata has no packages")?;
    let by_name: BTreeMap<String, &Value> = packages.iter().map(|package| (name_of(package), package)).collect();
    let tree =
        cargo(&["tree", "--package=lienket", "--edges=normal", "--prefix=none", "--format={p}", "--target", target])?;
    let mut names: Vec<String> = String::from_utf8(tree)?.lines().filter_map(tree_name).collect();
    names.sort();
    names.dedup();
    let (mut parts, mut without) = (vec![standard_library()?], Vec::new());
    for (files, text, licence) in ASSETS {
        let name = files.trim_start_matches("assets/").to_owned();
        let (files, licence) = (files.to_owned(), licence.to_owned());
        parts.push(Part { files, name, licence, authors: String::new(), texts: vec![source_text(text)?] });
    }
    for name in names.iter().filter(|name| !name.starts_with("lienket ")) {
        let part = part_of(name, by_name.get(name).ok_or_else(|| format!("cargo metadata lacks {name}"))?)?;
        if part.texts.is_empty() {
            without.push(format!("{name} ({})", part.licence));
        }
        parts.push(part);
    }
    if without.is_empty() {
        Ok(Licences(parts))
    } else {
        Err(format!("no licence text: {}", without.join(", ")).into())
    }
}

fn cargo(arguments: &[&str]) -> Outcome<Vec<u8>> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(program).args(arguments).args(["--locked", "--offline"]).current_dir(root()).output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()).into())
    }
}

/// A package as `egui 0.37.0`.
fn name_of(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    format!("{} {}", text("name"), text("version"))
}

/// A line of `cargo tree`, such as `egui v0.37.0 (/…) (*)`, as `egui 0.37.0`.
fn tree_name(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
}

fn standard_library() -> Outcome<Part> {
    Ok(Part {
        files: "crates/std/*".to_owned(),
        name: "the standard library of Rust".to_owned(),
        licence: "MIT OR Apache-2.0".to_owned(),
        authors: "The Rust Project Developers".to_owned(),
        texts: vec![source_text("LICENSE-APACHE")?],
    })
}

fn part_of(name: &str, package: &Value) -> Outcome<Part> {
    let licence = package["license"].as_str().unwrap_or("no licence told").replace(" / ", "/").replace('/', " OR ");
    let manifest = Path::new(package["manifest_path"].as_str().ok_or("a package without a manifest")?);
    let mut texts = match manifest.parent() {
        Some(folder) => texts_in(folder)?,
        None => Vec::new(),
    };
    if texts.is_empty() && !licence.contains(" AND ") {
        // One of several licences suffices.
        let offered = |(id, _): &&(&str, &str)| licence.split(" OR ").any(|offered| offered.trim() == *id);
        if let Some((_, file)) = NAMELESS.iter().find(offered) {
            texts.push(source_text(file)?);
        }
    }
    let authors = package["authors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let authors: Vec<&str> = authors.map(|author| author.split('<').next().unwrap_or_default().trim()).collect();
    let files = format!("crates/{}/*", name.replace(' ', "-"));
    Ok(Part { files, name: name.to_owned(), licence, authors: authors.join(", "), texts })
}

/// The texts of licences in a folder and in folders of licences in it.
fn texts_in(folder: &Path) -> Outcome<Vec<String>> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut texts = Vec::new();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let starts = ["license", "licence", "copying", "copyright", "notice", "unlicense", "ofl"];
        if !starts.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        if entry.path().is_dir() {
            for inner in fs::read_dir(entry.path())? {
                texts.push(text_of(&inner?.path())?);
            }
        } else if !name.ends_with(".rs") {
            texts.push(text_of(&entry.path())?);
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.sort();
    Ok(texts)
}

fn text_of(file: &Path) -> Outcome<String> {
    let text = fs::read(file)?;
    let lines = String::from_utf8_lossy(&text).replace(['\u{feff}', '\u{c}'], "");
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches('\n').to_owned())
}

impl Licences {
    /// Every part with its licence, then each text with the parts that it is of.
    pub fn texts(&self) -> String {
        let mut text =
            "Lienket is made of the following, each under its licence. Behind the list stand the texts.\n\n".to_owned();
        let mut by_text: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for part in &self.0 {
            text.push_str(&format!("{}: {}\n", part.name, part.licence));
            part.texts.iter().for_each(|text| by_text.entry(text).or_default().push(&part.name));
        }
        for (licence, parts) in by_text {
            text.push_str(&format!("\n{}\n{}\n\n{licence}\n", "-".repeat(79), parts.join(", ")));
        }
        text
    }

    /// The same as Debian's machine-readable copyright file.
    pub fn debian(&self) -> Outcome<String> {
        let mut text = source_text("packaging/linux/copyright")?;
        let mut ids: Vec<&str> = vec!["MIT", "Apache-2.0"];
        for part in &self.0 {
            let owners = part.owners();
            let licence = part.licence.replace(" OR ", " or ").replace(" AND ", " and ").replace(['(', ')'], "");
            text.push_str(&format!("\nFiles: {}\nCopyright: {owners}\nLicense: {licence}\n", part.files));
            ids.extend(part.ids());
        }
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            text.push_str(&format!("\nLicense: {id}\n{}", indented(&self.text_of(id)?)));
        }
        Ok(text)
    }

    /// The text of a licence, or where it stands.
    fn text_of(&self, id: &str) -> Outcome<String> {
        let common = COMMON.iter().find(|(common, _)| id.split(" WITH ").next() == Some(common));
        if let Some((_, file)) = common {
            return Ok(format!("On Debian systems the text is in /usr/share/common-licenses/{file}."));
        }
        if id == "MIT" {
            return source_text("LICENSE-MIT");
        }
        let is_sole = |part: &&Part| part.licence == id && part.texts.len() == 1;
        let texts = self.0.iter().filter(is_sole).filter_map(|part| part.texts.first());
        let text = texts.min_by_key(|text| text.len()).cloned();
        Ok(text.unwrap_or_else(|| "The text is in /usr/share/doc/lienket/LICENCES.gz.".to_owned()))
    }
}

impl Part {
    /// The licences that its expression names.
    fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.licence.split(" OR ").flat_map(|side| side.split(" AND "));
        ids.map(|id| id.trim_matches(|letter: char| letter == '(' || letter == ')' || letter == ' '))
    }

    /// Who has the rights, as the texts say, else its authors.
    fn owners(&self) -> String {
        let is_claim = |line: &&str| {
            let lower = line.to_lowercase();
            lower.starts_with("copyright") && lower.contains(|letter: char| letter.is_ascii_digit() || letter == '©')
                || lower.starts_with("copyright (c) ")
        };
        let lines = self.texts.iter().flat_map(|text| text.lines()).map(str::trim).filter(is_claim);
        let mut owners: Vec<&str> = lines.filter(|line| !line.contains("yyyy")).collect();
        owners.dedup();
        owners.truncate(12);
        match (owners.is_empty(), self.authors.is_empty()) {
            (false, _) => owners.join("\n           "),
            (true, false) => self.authors.clone(),
            (true, true) => format!("the authors of {}", self.name),
        }
    }
}

/// A text as a field of Debian has it: a space before each line, a dot on empty ones.
fn indented(text: &str) -> String {
    text.lines().map(|line| if line.trim().is_empty() { " .\n".to_owned() } else { format!(" {line}\n") }).collect()
}
