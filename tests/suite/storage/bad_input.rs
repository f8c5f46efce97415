//! What people really try to open, and what they are told: one line with place, reason and remedy.

use std::path::Path;

use lienket::map::{RecordRef, ViolationKind};
use lienket::storage::{OpenError, ReadError, open, read, write};

use super::golden::golden;

/// The message for a text, checked to be one line that says these things.
fn refused(bytes: &[u8], says: &[&str]) -> ReadError {
    let error = read(bytes).expect_err("this is no map");
    let message = error.to_string();
    for part in says {
        assert!(message.contains(part), "«{message}» does not say «{part}»");
    }
    assert!(!message.contains('\n'), "{message}");
    assert!(message.chars().count() < 600, "{message}");
    error
}

fn golden_with(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(write(&golden())).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn no_map_at_all() {
    for empty in [&b""[..], b" \r\n", b"\xef\xbb\xbf"] {
        let error = refused(empty, &["not a Lienket map", "it is empty", "choose a .lienket file"]);
        assert!(matches!(error, ReadError::NotAMap(_)));
    }
    refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["not a Lienket map", "PNG picture"]);
    refused(b"PK\x03\x04\x14\0\x06\0", &["Excel"]);
    refused(b"{\"format\": 1}", &["JSON"]);
    refused(b"id,name\n1,HTX\n", &["not a Lienket map", "(format: "]);
    refused("Hợp tác xã".as_bytes(), &["not a Lienket map"]);
    refused(b"(title: \"x\", format: 1)", &["not a Lienket map"]);
    refused(&[0xff; 40], &["not a Lienket map"]);
}

#[test]
fn a_newer_format_is_named() {
    let error = refused(&golden_with("format: 2,", "format: 3, colour: 3,"), &["format 3", "up to format 2", "newer"]);
    assert!(matches!(error, ReadError::NewerFormat { found: 3, supported: 2 }));
    refused(b"(format:99999999999999999999999)", &["up to format 2"]);
    // Its text may be one that only the newer version understands.
    refused(b"// x\n#![enable(foo)]\nMap ( /* y */ format : 7 ; nonsense", &["format 7"]);
}

#[test]
fn a_format_that_is_no_number() {
    let error = refused(b"\n(format: one)", &["line 2, column 10", "format number"]);
    assert!(matches!(error, ReadError::Damaged { line: 2, column: 10, .. }));
    refused(b"(format: 0)", &["format number"]);
    refused(b"(format:", &["line 1, column 9"]);
    refused(b"(format", &["line 1"]);
}

#[test]
fn a_truncated_file() {
    let bytes = write(&golden());
    let cut = &bytes[..bytes.len() / 2];
    let lines = cut.split(|byte| *byte == b'\n').count();
    refused(cut, &["damaged", &format!("line {lines}, "), "earlier copy"]);
    let between = String::from_utf8(bytes).unwrap().split_inclusive("links: [\n").next().unwrap().to_owned();
    refused(between.as_bytes(), &["(links[0])", "the file breaks off here"]);
}

#[test]
fn an_unknown_field_is_named_with_its_place() {
    let bytes = golden_with("kind: enterprise", "colour: \"red\"");
    let line = String::from_utf8(bytes.clone()).unwrap().lines().position(|line| line.contains("colour")).unwrap() + 1;
    let error = refused(&bytes, &["damaged", &format!("line {line}, "), "colour", "actors[2]"]);
    assert!(matches!(error, ReadError::Damaged { .. }));
    refused(&golden_with("views: [", "slides: ["), &["slides"]);
    refused(&golden_with("founded(kinds: [", "founded(colour: 1, kinds: ["), &["colour", "targets[0].measure"]);
    refused(&golden_with("evidence: (", "evidence: (colour: 1, "), &["colour", "links[0].evidence"]);
}

#[test]
fn a_wrong_value_is_named_with_its_place() {
    refused(&golden_with("kind: enterprise", "kind: factory"), &["factory", "actors[2].kind", "enterprise"]);
    refused(&golden_with("year: 2019", "year: \"2019\""), &["line 5", "info.year"]);
    refused(&golden_with("count: 28", "count: 2.8"), &["actors[1]"]);
    refused(&golden_with("count: 28", "count: -1"), &["actors[1]"]);
    refused(&golden_with("count: 28", "count: 99999999999"), &["actors[1]"]);
    refused(&golden_with("form: spot", "form: spot, form: spot"), &["form", "links[2]"]);
    refused(&golden_with("name: \"Nhà máy\"", "name: \"Nhà máy"), &["damaged"]);
    refused(&[write(&golden()), b"x".to_vec()].concat(), &["damaged"]);
}

#[test]
fn what_may_not_stand_in_a_map_is_named_with_its_line() {
    let line_of = |bytes: &[u8], what: &str| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        format!("line {}: ", text.lines().position(|line| line.contains(what)).unwrap() + 1)
    };
    let check = |from: &str, to: &str, says: &str| {
        let bytes = golden_with(from, to);
        let line = line_of(&bytes, to);
        refused(&bytes, &[&line, says, "correct it"])
    };
    check("from: 3, to: 7", "from: 3, to: 8", "link 5, to: there is no actor 8");
    check("id: 3, name: \"Gạo\"", "id: 2, name: \"Gạo\"", "product 2, id: the id is used twice");
    check("id: 3, name: \"Gạo\"", "id: 3, name: \"Gạo\", part_of: 3", "a product cannot be part of itself");
    check("founded: 2012", "founded: 99999", "the year 99999 is not between 1900 and 2200");
    check("share: 33.3", "share: 133.3", "not between 0 and 100");
    check("volume: 500.25", "volume: NaN", "not a finite number");
    check("volume: 500.25", "volume: -1.0", "negative");
    check("year: 2019)", "year: 1)", "map, year");
    check("actor: 3, x", "actor: 9, x", "place of actor 9");
    let error = check("name: \"Chợ\"", "name: \"\"", "actor 7, name: it is empty");
    let ReadError::Invalid { line: Some(_), violations } = error else { panic!("{error:?}") };
    assert_eq!((violations.len(), violations[0].record), (1, RecordRef::Actor(lienket::map::ActorId(7))));
    // How many more there are, told without counting for ever.
    let missing: Vec<String> = (100..200_000).map(|id| id.to_string()).collect();
    let bytes = golden_with("members: [2, 3]", &format!("members: [{}]", missing.join(",")));
    refused(&bytes, &["model 1, members: there is no actor 100", "at least 999 more"]);
    refused(&golden_with("name: \"THT\"", "name: \"\", stage: 9"), &["actor 2, name", "and 1 more"]);
}

#[test]
fn what_stands_twice_is_an_error_with_its_place() {
    let check = |from: &str, to: &str, says: [&str; 2]| {
        let bytes = golden_with(from, to);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let line = text.lines().position(|line| line.contains(to)).unwrap() + 1;
        let error = refused(&bytes, &[&format!("damaged at line {line}, "), says[0], says[1]]);
        assert!(matches!(error, ReadError::Damaged { .. }));
    };
    check(
        "figures: {2018: ",
        "figures: {2018: (members: 1), 2018: ",
        ["actors[0].figures", "the year 2018 stands here twice"],
    );
    check("became: {2024: ", "became: {2024: group, 2024: ", ["actors[0].became", "the year 2024 stands here twice"]);
    // The second one is told, though another stands between the two.
    let supply = "supply: [(product: 2), (product: 1), (product: 2, ";
    check("supply: [(product: 2, ", supply, ["actors[0].supply", "this product is supplied twice"]);
    let converts = "converts: [(from: 2, to: 3), (from: 3, to: 2), (from: 2, to: 3, ";
    check(
        "converts: [(from: 2, to: 3, ",
        converts,
        ["actors[0].converts", "the same two products are converted twice"],
    );
    check(
        "by_products: [(product: 4",
        "by_products: [(product: 4), (product: 4",
        ["actors[0].converts[0].by_products", "this product stands here twice"],
    );
    // Nothing is lost of who is named twice.
    assert!(read(&golden_with("members: [2, 3]", "members: [2, 3, 2]")).is_ok());
    // In a file of the first format too.
    let first = "(format: 1, actors: [\n(id: 1, name: \"a\", figures: {2019: (members: 1), 2019: (members: 2)})])";
    refused(first.as_bytes(), &["line 2, column", "actors[0].figures", "the year 2019 stands here twice"]);
    let conversions = "(format: 1, actors: [\n(id: 1, name: \"a\", converts: [(from: 1, to: 2), (from: 1, to: 2)])])";
    refused(conversions.as_bytes(), &["line 2, column", "actors[0].converts", "twice"]);
}

#[test]
fn a_name_of_ten_megabytes() {
    let bytes = golden_with("name: \"Chợ\"", &format!("name: \"{}\"", "ợ".repeat(3_500_000)));
    let error = refused(&bytes, &["actor 7, name: it is longer than 1000 characters"]);
    assert!(
        matches!(&error, ReadError::Invalid { violations, .. } if matches!(violations[0].kind, ViolationKind::TooLong(_)))
    );
    // Nor is it quoted where ron quotes what it found.
    refused(&golden_with("kind: market", &format!("kind: {}", "x".repeat(10_000_000))), &["damaged", "…"]);
}

#[test]
fn brackets_nested_a_million_deep() {
    for bracket in ["(", "[", "{", "Some(", "/*"] {
        refused(&golden_with("members: 52", &format!("members: {}", bracket.repeat(1_000_000))), &["damaged"]);
        refused(format!("(format: 1, stages: {}", bracket.repeat(1_000_000)).as_bytes(), &["damaged"]);
    }
    refused("#![enable(".repeat(1_000_000).as_bytes(), &["not a Lienket map"]);
}

#[test]
fn more_records_than_memory_could_hold() {
    let error =
        refused(format!("(format: 1, actors: [{}])", "(),".repeat(6_500_000)).as_bytes(), &["6500001", "split"]);
    assert!(matches!(error, ReadError::TooManyRecords { .. }));
}

#[test]
fn another_encoding() {
    let text = String::from_utf8(write(&golden())).unwrap();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ascii_unmarked: Vec<u8> = "(format: 1)".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, big_endian, unmarked, ascii_unmarked] {
        let error = refused(&bytes, &["UTF-16", "save it as UTF-8"]);
        assert!(matches!(error, ReadError::NotUtf8 { .. }));
    }
    // Windows-1258: ê is one byte there, and no UTF-8.
    let windows: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(0xea)).collect();
    refused(&windows, &["not UTF-8", "line 5", "Windows-1258", "save it as UTF-8"]);
}

#[test]
fn what_cannot_be_read_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("không có.lienket");
    let message = open(&path).unwrap_err().to_string();
    assert!(message.contains("không có.lienket: it cannot be read: there is no such file"), "{message}");
    let message = open(folder.path()).unwrap_err().to_string();
    assert!(message.contains("it is a folder"), "{message}");
    let error = open(Path::new("")).unwrap_err();
    assert!(matches!(error, OpenError::Unreadable { .. }));
    assert!(open(Path::new("a\0b")).is_err());
}

#[test]
fn a_file_over_the_limit_is_not_even_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.lienket");
    // A hole: it takes no room on the disk.
    std::fs::File::create(&path).unwrap().set_len((1 << 30) + 1).unwrap();
    let error = open(&path).unwrap_err();
    let message = error.to_string();
    assert!(message.contains("big.lienket: it has 1073741825 bytes, and a map may have 1073741824"), "{message}");
    assert!(matches!(error, OpenError::Read { source: ReadError::TooLarge { .. }, .. }));
}

#[test]
fn an_open_error_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ảnh.lienket");
    std::fs::write(&path, b"\x89PNG\r\n\x1a\n").unwrap();
    let message = open(&path).unwrap_err().to_string();
    assert!(message.starts_with(&path.display().to_string()) && message.contains("PNG picture"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    use std::os::unix::net::UnixListener;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket.lienket");
    let _listener = UnixListener::bind(&path).unwrap();
    let error = open(&path).unwrap_err().to_string();
    assert!(error.contains("not a file") && error.contains("socket.lienket"), "{error}");
}
