//! Workbooks as independent programs read them: every cell of every sheet is that of the table. Where a program is missing,
//! the test says so and ends.

use std::path::Path;
use std::process::Command;

use lienket::exchange::{export_csv_tables, export_workbook};
use lienket::language::Language;
use lienket::map::LinkageMap;
use tempfile::TempDir;

use super::networks_out::{awkward_map, is_same};

/// The rows of a sheet below its head.
type Rows = Vec<Vec<String>>;

/// Writes each sheet as JSON; `null` where openpyxl is missing.
const OPENPYXL: &str = r"
import json, sys
try:
    import openpyxl
except ImportError:
    print('null')
    sys.exit()
book = openpyxl.load_workbook(sys.argv[1])
text = lambda value: '' if value is None else str(value)
print(json.dumps([[[text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book]))
";

/// The tables of a map as CSV has them, in the order of the sheets.
fn tables(map: &LinkageMap) -> Vec<Rows> {
    export_csv_tables(map).iter().map(|(_, bytes)| rows(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap())).collect()
}

fn rows(csv: &[u8]) -> Rows {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Runs a program; `None`, with a reason on the screen, where it is missing.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        println!("left out: {program} is not there");
        return None;
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn assert_read(found: &[Rows], map: &LinkageMap, program: &str) {
    for (sheet, (found, told)) in found.iter().zip(tables(map)).enumerate() {
        assert_eq!(found.len(), told.len(), "{program}, sheet {sheet}");
        for (number, (found, told)) in found.iter().zip(&told).enumerate() {
            // Empty cells at the end may be left out.
            for (at, told) in told.iter().enumerate() {
                let found = found.get(at).map_or("", String::as_str);
                assert!(
                    is_same(found, told),
                    "{program}, sheet {sheet}, row {number}, column {at}: {found:?} {told:?}"
                );
            }
        }
    }
}

fn workbook(folder: &TempDir, map: &LinkageMap) -> String {
    let path = folder.path().join("map.xlsx");
    std::fs::write(&path, export_workbook(map, Language::English).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn openpyxl_reads_every_cell() {
    let (folder, map) = (TempDir::new().unwrap(), awkward_map());
    let Some(json) = run("python3", &["-c", OPENPYXL, &workbook(&folder, &map)]) else { return };
    let Some(mut sheets) = serde_json::from_str::<Option<Vec<Rows>>>(&json).unwrap() else {
        println!("left out: openpyxl is not there");
        return;
    };
    for rows in &mut sheets {
        rows.remove(0);
    }
    assert_eq!(sheets.len(), tables(&map).len() + 1, "and the lists to choose from");
    assert_read(&sheets, &map, "openpyxl");
}

#[test]
fn libre_office_reads_every_cell() {
    let (folder, map) = (TempDir::new().unwrap(), awkward_map());
    let path = workbook(&folder, &map);
    let out = folder.path().join("out");
    // Quoted cells, as they are and not as they are shown, a file for each sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let arguments = [&profile, "--headless", "--convert-to", filter, "--outdir", out.to_str().unwrap(), &path];
    if run("soffice", &arguments).is_none() {
        return;
    }
    let sheet = |name: &str| -> Option<Rows> {
        let path = Path::new(&out).join(format!("map-{name}.csv"));
        std::fs::read(path).ok().map(|bytes| rows(&bytes))
    };
    let titles = ["Actors", "Links", "Models", "Channels", "Products", "Targets", "Figures", "Stages", "Map"];
    let found: Vec<Rows> = titles.iter().filter_map(|name| sheet(name)).collect();
    let written: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found.len(), tables(&map).len(), "{written:?}");
    assert_read(&found, &map, "LibreOffice");
}
