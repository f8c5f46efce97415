//! Numbers are told apart by the whole column, or not at all.

use lienket::exchange::{ImportOptions, NumberStyle, RowErrorKind};
use proptest::prelude::*;

use super::{Tables, options};

/// The volumes of links whose cells are these.
fn volumes(cells: &[&str], numbers: Option<NumberStyle>) -> Result<Vec<f64>, Vec<RowErrorKind>> {
    let rows: Vec<String> = cells.iter().map(|cell| format!("a\tb\t{cell}")).collect();
    let links = format!("from\tto\tvolume\n{}\n", rows.join("\n"));
    let options = ImportOptions { numbers, ..options() };
    match Tables::new("name\na\nb\n", &links).import_with(&options) {
        Ok(imported) => Ok(imported.map.links().values().filter_map(|link| link.volume).collect()),
        Err(errors) => Err(errors.into_iter().map(|error| error.reason).collect()),
    }
}

#[test]
fn one_telling_cell_decides_its_column() {
    assert_eq!(volumes(&["1.346", "2,5", "7"], None), Ok(vec![1346.0, 2.5, 7.0]));
    assert_eq!(volumes(&["1.346", "2.5", "7"], None), Ok(vec![1.346, 2.5, 7.0]));
    assert_eq!(volumes(&["1,346", "1.000.000"], None), Ok(vec![1.346, 1_000_000.0]));
    assert_eq!(volumes(&["1.346,5"], None), Ok(vec![1346.5]));
    assert_eq!(volumes(&["1,346.5"], None), Ok(vec![1346.5]));
    assert_eq!(volumes(&["0.650", "1.346"], None), Ok(vec![0.65, 1.346]), "no thousands begin with a nought");
    assert_eq!(volumes(&["12345.678"], None), Ok(vec![12345.678]), "five digits are no group");
    assert_eq!(volumes(&["1346", "5"], None), Ok(vec![1346.0, 5.0]));
    assert_eq!(volumes(&["1 346,5", "2\u{a0}000"], None), Ok(vec![1346.5, 2000.0]));
}

#[test]
fn a_column_that_nothing_decides_is_asked_for() {
    for cells in [vec!["1.346"], vec!["1,346", "2,000"], vec!["5", "1.346", "x"]] {
        let reasons = volumes(&cells, None).unwrap_err();
        assert_eq!(
            reasons.iter().filter(|reason| matches!(reason, RowErrorKind::AmbiguousNumber(_))).count(),
            1,
            "{reasons:?}"
        );
    }
    assert_eq!(volumes(&["1.346"], Some(NumberStyle::Vietnamese)), Ok(vec![1346.0]));
    assert_eq!(volumes(&["1.346"], Some(NumberStyle::English)), Ok(vec![1.346]));
}

#[test]
fn what_was_asked_for_decides_only_what_does_not_decide_itself() {
    let (vi, en) = (Some(NumberStyle::Vietnamese), Some(NumberStyle::English));
    assert_eq!(volumes(&["1.5", "1.346"], vi), Ok(vec![1.5, 1.346]));
    assert_eq!(volumes(&["1,5", "1,346"], en), Ok(vec![1.5, 1.346]));
    let tables = Tables::new(
        "name,supply,converts\na,Lúa:1.200,Lúa>Gạo:0.65\nb,,\n",
        "from,to,share,volume\na,b,70.5,\"1,346\"\n",
    );
    let map = tables.import_with(&ImportOptions { numbers: vi, ..options() }).unwrap().map;
    let actor = map.actors().values().next().unwrap();
    assert_eq!((actor.supply[0].volume, actor.converts[0].yield_ratio), (Some(1200.0), Some(0.65)));
    let link = map.links().values().next().unwrap();
    assert_eq!((link.share, link.volume), (Some(70.5), Some(1.346)));
}

#[test]
fn a_column_of_both_styles_is_one_error() {
    for numbers in [None, Some(NumberStyle::Vietnamese), Some(NumberStyle::English)] {
        let mixed = |one: (usize, &str), other: (usize, &str)| {
            vec![RowErrorKind::MixedStyles { one: (one.0, one.1.into()), other: (other.0, other.1.into()) }]
        };
        assert_eq!(volumes(&["0.5", "7", "0,5", "1.346"], numbers).unwrap_err(), mixed((2, "0.5"), (4, "0,5")));
        let reasons = volumes(&["1.346,5", "2.500,5", "3.5"], numbers).unwrap_err();
        assert_eq!(reasons, mixed((2, "1.346,5"), (4, "3.5")));
    }
    let reasons = volumes(&["0.5", "-0,5", "-7", "NaN", "x"], None).unwrap_err();
    assert_eq!(reasons.len(), 5, "what is wrong in every style is told as well: {reasons:?}");
    let errors = Tables::new("name\na\nb\n", "from;to;share\na;b;0.5\na;b;0,5\n").complaints();
    insta::assert_snapshot!(errors, @"links.csv: column share: it mixes two ways of writing numbers: “0.5” in row 2 and “0,5” in row 3; write all of them in one way");
}

#[test]
fn what_is_no_number_is_reported() {
    for cell in ["x", "1.2.3", "1,2,3", "--1", "1-2", "12.", "0x10", "1.34.567", "#N/A", "1e", "."] {
        let reasons = volumes(&[cell], None).unwrap_err();
        assert_eq!(reasons, [RowErrorKind::NotANumber(cell.into())], "{cell}");
    }
    for cell in ["NaN", "inf", "-Infinity", "∞", "1e999"] {
        assert_eq!(volumes(&[cell], None).unwrap_err(), [RowErrorKind::NotFinite(cell.into())], "{cell}");
    }
    assert_eq!(volumes(&["-5"], None).unwrap_err(), [RowErrorKind::Negative("-5".into())]);
}

#[test]
fn whole_numbers_years_and_shares_help_to_tell() {
    let actors = "name;count;founded;members\na;1.346;2.015;1.200\nb;2;2015;\n";
    let links = "from;to;share\na;b;33.333\n";
    let map = Tables::new(actors, links).import().unwrap().map;
    let a = map.actors().values().next().unwrap();
    assert_eq!((a.count, a.founded), (1346, Some(2015)), "only thousands make these whole");
    assert_eq!(map.links().values().next().unwrap().share, Some(33.333), "33 333 is no share");
    assert_eq!(a.figures[&2015].members, Some(1200));
}

#[test]
fn amounts_inside_lists_make_one_column() {
    let actors = "name,supply,converts\na,\"Lúa:1.200;Cá tra:0,5\",\"Lúa>Gạo:0,65|Gạo>Bột:0,9\"\n";
    let map = Tables::new(actors, "from,to\n").import().unwrap().map;
    let a = map.actors().values().next().unwrap();
    let volumes: Vec<_> = a.supply.iter().map(|supply| supply.volume).collect();
    assert_eq!(volumes, [Some(1200.0), Some(0.5)]);
    let yields: Vec<_> = a.converts.iter().map(|conversion| conversion.yield_ratio).collect();
    assert_eq!(yields, [Some(0.65), Some(0.9)]);
    let ambiguous = Tables::new("name,supply\na,Lúa:1.200\n", "from,to\n").import().unwrap_err();
    assert_eq!(ambiguous[0].reason, RowErrorKind::AmbiguousNumber("1.200".into()));
}

/// A number as people write it.
fn written(value: f64, style: NumberStyle, is_grouped: bool) -> String {
    let (group, decimal) = match style {
        NumberStyle::Vietnamese => ('.', ','),
        NumberStyle::English => (',', '.'),
    };
    let text = format!("{value}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if is_grouped && index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_column_reads_as_it_was_written_or_is_refused(
        values in proptest::collection::vec((0_u32..4_000_000, 0_u8..3), 1..8),
        is_vietnamese: bool,
        is_grouped: bool,
    ) {
        let style = if is_vietnamese { NumberStyle::Vietnamese } else { NumberStyle::English };
        let values: Vec<f64> = values.into_iter().map(|(value, scale)| f64::from(value) / 8_f64.powi(scale.into())).collect();
        let cells: Vec<String> = values.iter().map(|value| written(*value, style, is_grouped)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        prop_assert_eq!(volumes(&cells, Some(style)), Ok(values.clone()));
        match volumes(&cells, None) {
            Ok(read) => prop_assert_eq!(read, values),
            Err(reasons) => prop_assert!(matches!(reasons.as_slice(), [RowErrorKind::AmbiguousNumber(_)]), "{:?}", reasons),
        }
    }
}
