//! Every wrong cell is told, with its place, and nothing comes of the tables.

use lienket::exchange::{Encoding, ImportFile, ImportTable, RowErrorKind, import_tables};
use lienket::language::Language;
use proptest::prelude::*;

use super::{Tables, options};

#[test]
fn all_wrong_cells_are_told_at_once_by_file_and_row() {
    let mut tables = Tables::new(
        "id,name,kind,founded,dissolved,count,stage\n\
         1,A,alien,2010,2005,1,\n\
         1,B,group,1850,,0,\n\
         \n\
         3,,trader,abc,,x,\n\
         4,D,htx\n",
        "from,to,form,from_year,to_year,volume,share\n\
         1,9,contract,2019,2018,-5,101\n\
         ,B,handshake,2019,99999,NaN,-1\n\
         1,3,,,,1,2,3\n",
    );
    tables.models = Some("name,core,products\n,Z,Lúa\n".into());
    tables.channels = Some("name,path,share\nK,A,50\n".into());
    tables.products = Some("name,part_of,cycle_months\nLúa,lúa,0\nLÚA,,4\n".into());
    insta::assert_snapshot!(tables.complaints(), @r"
    actors.csv: row 2, column kind: “alien” is not known; use one of: household, group, cooperative, union, trader, enterprise, market, supporter
    actors.csv: row 2, column dissolved: the years end before they begin: 2010 to 2005
    actors.csv: row 3, column id: “1” already stands in row 2; it must be unique
    actors.csv: row 3, column count: “0” is below 1
    actors.csv: row 3, column founded: “1850” is not a year from 1900 to 2200
    actors.csv: row 5, column name: it is empty
    actors.csv: row 5, column count: “x” is not a number
    actors.csv: row 5, column founded: “abc” is not a year from 1900 to 2200
    links.csv: row 2, column to: there is no actor “9”; add it to the actors, or correct this cell
    links.csv: row 2, column to_year: the years end before they begin: 2019 to 2018
    links.csv: row 2, column volume: “-5” is negative
    links.csv: row 2, column share: “101” is not a share from 0 to 100
    links.csv: row 3, column from: it is empty
    links.csv: row 3, column form: “handshake” is not known; use one of: contract, member, agreement, spot, unknown
    links.csv: row 3, column to_year: “99999” is not a year from 1900 to 2200
    links.csv: row 3, column volume: “NaN” is not a finite number
    links.csv: row 3, column share: “-1” is not a share from 0 to 100
    links.csv: row 4: “3” stands beyond the last column of the header; check separators and quotation marks
    models.csv: row 2, column name: it is empty
    models.csv: row 2, column core: there is no actor “Z”; add it to the actors, or correct this cell
    channels.csv: row 2, column path: it needs at least two actors, written as A>B>C
    products.csv: row 2, column part_of: a product cannot be part of itself
    products.csv: row 2, column cycle_months: “0” is below 1
    products.csv: row 3, column name: “LÚA” already stands in row 2; it must be unique
    ");
}

fn file<'a>(name: &'a str, bytes: &'a [u8], table: ImportTable) -> ImportFile<'a> {
    ImportFile { name, bytes, table: Some(table) }
}

#[test]
fn whole_files_that_cannot_be_read_say_why() {
    let reason = |bytes: &[u8]| {
        let links = b"from,to\nA,B\n";
        let files = [file("actors.csv", bytes, ImportTable::Actors), file("links.csv", links, ImportTable::Links)];
        let errors = import_tables(&files, &options()).unwrap_err();
        assert_eq!(errors.len(), 1, "no complaints that only follow: {errors:?}");
        errors.into_iter().next().unwrap().reason
    };
    let wide: Vec<u8> = "name\nÁ\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(reason(&wide), RowErrorKind::NotUtf8(Encoding::Utf16));
    assert_eq!(reason(&[&[0xff, 0xfe], wide.as_slice()].concat()), RowErrorKind::NotUtf8(Encoding::Utf16));
    assert_eq!(reason(b"name\nH\xe5p t\xe1c x\xe3\n"), RowErrorKind::NotUtf8(Encoding::Windows));
    assert_eq!(reason(b"PK\x03\x04rest"), RowErrorKind::DamagedArchive);
    assert_eq!(reason(b"\xd0\xcf\x11\xe0rest"), RowErrorKind::NotUtf8(Encoding::OldWorkbook));
    assert_eq!(reason(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), RowErrorKind::NotUtf8(Encoding::Binary));
    for empty in [&b""[..], b"\xef\xbb\xbf", b"\n\n", b" \n,,\n"] {
        assert_eq!(reason(empty), RowErrorKind::NoHeader);
    }
    assert_eq!(reason(&[b"name\n", vec![b'\n'; 6_000_000].as_slice()].concat()), RowErrorKind::TableTooLarge);
    assert_eq!(reason(&vec![b','; 2_000_000]), RowErrorKind::TableTooLarge);
    assert_eq!(reason(b"title,kind\nA,htx\n"), RowErrorKind::MissingColumn);
    assert_eq!(reason(b"name,\"note\nA,1\nB,\n"), RowErrorKind::UnclosedQuote);
    assert_eq!(reason(b"name,note\nA,\"begun\nB,\nC,\n"), RowErrorKind::UnclosedQuote);
}

#[test]
fn one_bad_part_of_a_list_is_one_error() {
    let reasons = |actors: &str, links: &str, models: Option<&str>, channels: Option<&str>| {
        let mut tables = Tables::new(actors, links);
        tables.models = models.map(str::to_owned);
        tables.channels = channels.map(str::to_owned);
        tables.import().unwrap_err().into_iter().map(|error| error.reason).collect::<Vec<_>>()
    };
    let list = |column: &str, item: &str| {
        let good = if column == "supply" { "Gạo:2.5" } else { "Cám>Gạo:2.5" };
        let cell = format!("name,{column}\nA,{good}|{item}\n");
        let reasons = reasons(&cell, "from,to\n", None, None);
        assert_eq!(reasons.len(), 1, "{item}: {reasons:?}");
        reasons.into_iter().next().unwrap()
    };
    assert_eq!(list("supply", ":x"), RowErrorKind::EmptyCell);
    assert_eq!(list("supply", "Lúa:x"), RowErrorKind::NotANumber("x".into()));
    assert_eq!(list("supply", "Gạo:x"), RowErrorKind::NotANumber("x".into()));
    assert_eq!(list("converts", "Lúa:x"), RowErrorKind::InvalidConversion { item: "Lúa:x".into() });
    assert_eq!(list("converts", ">:x"), RowErrorKind::InvalidConversion { item: ">:x".into() });
    assert_eq!(list("converts", "Lúa>:2"), RowErrorKind::InvalidConversion { item: "Lúa>:2".into() });
    assert_eq!(list("converts", "Lúa>lúa:x"), RowErrorKind::NotANumber("x".into()));
    assert_eq!(list("converts", "Lúa>lúa"), RowErrorKind::SelfConversion { item: "Lúa>lúa".into() });
    let missing = RowErrorKind::UnknownActor { name: "Z".into(), suggestion: None };
    let models = Some("name,core\nM,Z|A|Z\n");
    assert_eq!(reasons("name\nA\n", "from,to\n", models, None), [missing]);
    let channels = Some("name,path\nK,A>>Z\n");
    assert_eq!(reasons("name\nA\n", "from,to\n", None, channels), [RowErrorKind::PathTooShort]);
}

#[test]
fn a_name_without_an_id_must_be_unique() {
    let errors = Tables::new("name\nA\nB\n a \n", "from,to\nA,B\n").import().unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].row, errors[0].column.as_deref()), (Some(4), Some("name")));
    assert_eq!(errors[0].reason, RowErrorKind::DuplicateKey { key: "a".into(), row: 2 });
}

#[test]
fn a_name_that_several_bear_is_no_end_of_a_link() {
    let errors = Tables::new("id,name\n1,A\n2,A\n3,B\n", "from,to\nA,B\n1,B\n").import().unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].reason, RowErrorKind::AmbiguousActor { name: "A".into(), rows: (2, 3) });
}

#[test]
fn a_missing_end_that_differs_in_accents_is_suggested_and_not_taken() {
    let errors = Tables::new("name\nHTX Mã\nB\n", "from,to\nHTX Má,B\n").import().unwrap_err();
    assert_eq!(
        errors[0].reason,
        RowErrorKind::UnknownActor { name: "HTX Má".into(), suggestion: Some("HTX Mã".into()) }
    );
}

#[test]
fn rows_count_as_in_a_spreadsheet() {
    // A cell of three lines is one row, and so is an empty line, with any line ends.
    let text = "name,note\nA,\"1\n2\n3\"\n\n,\nB,\n,x\n";
    for ends in ["\n", "\r\n", "\r"] {
        let errors = Tables::new(&text.replace('\n', ends), "from,to\n").import().unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((errors[0].row, &errors[0].reason), (Some(6), &RowErrorKind::EmptyCell), "{ends:?}");
    }
}

#[test]
fn complaints_speak_both_languages_and_stay_short() {
    let huge = "x".repeat(10_000_000);
    let errors = Tables::new(&format!("name,kind\n{huge},htx\nB,{huge}\n"), "from,to\n").import().unwrap_err();
    assert_eq!(errors.len(), 2);
    for error in errors {
        let (english, vietnamese) = (error.sentence(Language::English), error.sentence(Language::Vietnamese));
        assert_ne!(english, vietnamese);
        assert!(english.len() < 400 && vietnamese.len() < 400);
        assert!(english.contains("row") && vietnamese.contains("dòng"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever the bytes are, reading them ends with a map that keeps its rules or with at least one complaint.
    #[test]
    fn no_bytes_make_it_panic(
        header in "(name|id|kind|supply|converts|stage|count|x|;|,|\t|\"|\n){0,12}",
        body in "([a-z0-9,;|>:\"\n\t .%-]|Á|Lúa|1\\.346){0,80}",
        tail in proptest::collection::vec(any::<u8>(), 0..6),
    ) {
        let bytes = [b"name,", header.as_bytes(), b"\n", body.as_bytes(), tail.as_slice()].concat();
        let links = [b"from,to,volume,share\n", body.as_bytes()].concat();
        let files = [
            file("a", &bytes, ImportTable::Actors),
            file("l", &links, ImportTable::Links),
            file("m", &bytes, ImportTable::Models),
            file("c", &tail, ImportTable::Channels),
            file("p", &bytes, ImportTable::Products),
            file("f", &links, ImportTable::Figures),
            file("t", &bytes, ImportTable::Targets),
            ImportFile { name: "u", bytes: &bytes, table: None },
        ];
        match import_tables(&files, &options()) {
            Ok(imported) => prop_assert!(imported.map.violations().is_empty()),
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}
