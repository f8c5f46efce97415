//! The results of checks as a workbook.

use calamine::{Data, Reader, Xlsx};
use lienket::analysis::{Verdict, assess, overview, study};
use lienket::language::{Language, Localized, capitalised};
use lienket::map::LinkageMap;

use super::Folder;

const CAN_THO: &str = "can-tho-2019.lienket";
const RICE: &str = "rice-mekong-2020.lienket";

/// The sheets of a workbook, each with its rows.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheets = workbook.worksheets().into_iter();
    sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn map_of(folder: &Folder, name: &str) -> LinkageMap {
    lienket::storage::read(&folder.read(name)).unwrap()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        _ => String::new(),
    }
}

fn count(cell: &Data) -> usize {
    match cell {
        Data::Float(value) => *value as usize,
        Data::Int(value) => *value as usize,
        other => panic!("{other:?} is a number"),
    }
}

#[test]
fn the_sheets_say_what_the_analysis_says() {
    let folder = Folder::new();
    folder.take(CAN_THO);
    for language in Language::ALL {
        let lang = if language == Language::Vietnamese { "vi" } else { "en" };
        let run = folder.run(&["check", CAN_THO, "-o", "r.xlsx", "--lang", lang]);
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (1, "", ""), "flagged models, as without a file");
        let sheets = sheets(&folder.read("r.xlsx"));
        let map = map_of(&folder, CAN_THO);
        let assessment = assess(&map, map.info().year);
        let study = study(&map, &assessment, &|_| true).unwrap();
        let rows = |at: usize| &sheets[at].1[1..];
        let summary = &rows(0)[0];
        assert_eq!(text(&summary[0]), map.info().title);
        assert_eq!([3, 4, 5, 6].map(|at| count(&summary[at])), {
            let summary = assessment.summary;
            [summary.actors, summary.links, summary.models, summary.flagged]
        });
        let cases: Vec<_> =
            assessment.models.values().flat_map(|model| model.cases.iter().map(move |it| (model, it))).collect();
        assert_eq!(rows(1).len(), cases.len() + assessment.models.values().filter(|it| it.cases.is_empty()).count());
        let word = |verdict: Verdict| capitalised(verdict.text(language));
        for (model, case) in cases {
            let wanted = [&map.models()[&model.model].name, &word(model.verdict), &map.actors()[&case.core].name];
            let found = rows(1).iter().find(|row| {
                wanted.iter().enumerate().all(|(at, text)| Data::String((*text).clone()) == row[at])
                    && text(&row[5]) == map.products()[&case.product].name
            });
            let row = found.unwrap_or_else(|| panic!("{wanted:?}"));
            assert_eq!(text(&row[6]), word(case.verdict));
            assert_eq!(text(&row[8]).is_empty(), case.route.is_none(), "a proof, or none");
            assert_eq!(text(&row[11]).lines().count(), case.breaks.len(), "or its breaks");
        }
        assert_eq!(rows(2).len(), assessment.findings.len());
        for (row, finding) in rows(2).iter().zip(&assessment.findings) {
            assert_eq!(text(&row[1]), finding.code().code());
            assert!(!text(&row[3]).is_empty());
        }
        // Verdicts by year, and of each model.
        assert_eq!(rows(3).len(), study.years.years.len());
        for (at, (row, year)) in rows(3).iter().zip(&study.years.years).enumerate() {
            assert_eq!(count(&row[0]), *year as usize);
            for (column, verdict) in Verdict::ALL.iter().enumerate() {
                let of_year = study.years.verdicts.values().filter(|verdicts| verdicts[at] == *verdict).count();
                assert_eq!(count(&row[3 + column]), of_year);
            }
        }
        assert_eq!(rows(4).len(), map.models().len());
        for (row, (id, verdicts)) in rows(4).iter().zip(&study.years.verdicts) {
            assert_eq!(text(&row[0]), map.models()[id].name);
            assert!(row[1..].iter().map(text).eq(verdicts.iter().map(|verdict| word(*verdict))));
        }
        assert_eq!(rows(5).len(), map.targets().len());
        let totals = overview(&map, &assessment).totals;
        assert_eq!(rows(6).len(), totals.len());
        for (row, total) in rows(6).iter().zip(&totals) {
            assert_eq!(count(&row[2]) as u64, total.organisations);
        }
    }
}

#[test]
fn several_maps_stand_in_one_workbook_with_their_files() {
    let folder = Folder::new();
    folder.take(CAN_THO);
    folder.take(RICE);
    folder.run(&["check", CAN_THO, RICE, "nothing.lienket", "-o", "r.xlsx", "--lang", "en", "--with-planned"]);
    let sheets = sheets(&folder.read("r.xlsx"));
    let summary: Vec<_> = sheets[0].1.iter().map(|row| (text(&row[0]), text(&row[3]))).collect();
    let supposing = "Supposing: all planned links are signed";
    let wanted = [("File", "Supposing"), (CAN_THO, supposing), (RICE, supposing)];
    assert_eq!(summary, wanted.map(|(file, supposed)| (file.to_owned(), supposed.to_owned())));
    let models = map_of(&folder, CAN_THO).models().len() + map_of(&folder, RICE).models().len();
    assert_eq!(sheets[4].1.len(), models + 1);
}

#[test]
fn nothing_is_written_but_a_workbook_of_maps_that_can_be_read() {
    let folder = Folder::new();
    folder.take(CAN_THO);
    folder.run(&["check", CAN_THO, "-o", "r.csv", "--lang", "en"]).fails_with(&["r.csv", ".xlsx"]);
    folder.run(&["check", CAN_THO, "-o", "r.xlsx", "--format", "json"]).fails_with(&["--format"]);
    folder.run(&["check", "nothing.lienket", "-o", "r.xlsx", "--lang", "en"]).fails_with(&["nothing.lienket"]);
    assert_eq!(folder.files(), [CAN_THO]);
}
