//! Excel workbooks as offices have them, written here as Excel writes them.

use std::io::{Cursor, Write};

use lienket::exchange::{Encoding, ImportFile, ImportTable, Imported, RowError, RowErrorKind, import_tables};
use lienket::language::Language;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::options;

fn import(bytes: &[u8], table: Option<ImportTable>) -> Result<Imported, Vec<RowError>> {
    import_tables(&[ImportFile { name: "so.xlsx", bytes, table }], &options())
}

fn told(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

/// A register below titles, with merged heads, dates, shares and a sheet of notes, and its links in a second sheet.
fn register() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let (bold, date) = (Format::new().set_bold(), Format::new().set_num_format("dd/mm/yyyy"));
    let sheet = workbook.add_worksheet().set_name("HTX 2024").unwrap();
    sheet.merge_range(0, 0, 0, 6, "DANH SÁCH HỢP TÁC XÃ", &bold).unwrap();
    for (column, name) in
        ["STT", "Tên HTX", "Loại hình", "Địa bàn", "", "Ngày thành lập", "Số thành viên"].iter().enumerate()
    {
        sheet.write(2, column as u16, *name).unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "Địa bàn", &bold).unwrap();
    sheet.write(2, 1, "Tên đơn vị").unwrap();
    sheet.write(2, 5, "Năm thành lập").unwrap();
    sheet.write(3, 3, "Xã").unwrap();
    sheet.write(3, 4, "Huyện").unwrap();
    for (at, (name, commune, members)) in
        [("HTX Thới Lai", "Trường Xuân", 36.0), ("HTX Đông Bình", "Đông Bình", 1200.0), ("Công ty C", "", 0.0)]
            .iter()
            .enumerate()
    {
        let row = 4 + at as u32;
        sheet.write(row, 0, (at + 1) as f64).unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write(row, 2, if at < 2 { "HTX nông nghiệp" } else { "Công ty TNHH" }).unwrap();
        sheet.write(row, 3, *commune).unwrap();
        sheet.write_with_format(row, 5, ExcelDateTime::from_ymd(2010 + at as u16, 5, 14).unwrap(), &date).unwrap();
        sheet.write(row, 6, *members).unwrap();
    }
    sheet.merge_range(4, 4, 5, 4, "Thới Lai", &Format::new()).unwrap();
    sheet.write(7, 1, "Tổng cộng").unwrap();
    sheet.write_formula(7, 6, rust_xlsxwriter::Formula::new("=SUM(G5:G7)").set_result("1236")).unwrap();
    let links = workbook.add_worksheet().set_name("Liên kết").unwrap();
    for (column, name) in ["Từ", "Đến", "Sản phẩm", "Khối lượng (tấn)", "Tỷ lệ"].iter().enumerate()
    {
        links.write(0, column as u16, *name).unwrap();
    }
    links.write(1, 0, "HTX Thới Lai").unwrap();
    links.write(1, 1, "Công ty C").unwrap();
    links.write(1, 2, "Lúa").unwrap();
    links.write(1, 3, 1.347).unwrap();
    links.write_with_format(1, 4, 0.07, &Format::new().set_num_format("0%")).unwrap();
    workbook.add_worksheet().set_name("Ghi chú").unwrap().write(0, 0, "Số liệu tháng 6").unwrap();
    let hidden = workbook.add_worksheet().set_name("Danh mục").unwrap();
    hidden.write(0, 0, "Tên").unwrap();
    hidden.write(1, 0, "Không phải tác nhân").unwrap();
    hidden.set_hidden(true);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_register_of_an_office_is_read() {
    let imported = import(&register(), None).unwrap_or_else(|errors| panic!("{errors:?}"));
    let actors: Vec<_> = imported
        .map
        .actors()
        .values()
        .map(|actor| (actor.name.as_str(), actor.district.as_str(), actor.founded))
        .collect();
    assert_eq!(
        actors,
        [
            ("HTX Thới Lai", "Thới Lai", Some(2010)),
            ("HTX Đông Bình", "Thới Lai", Some(2011)),
            ("Công ty C", "", Some(2012)),
        ]
    );
    let members: Vec<_> =
        imported.map.actors().values().filter_map(|actor| actor.figures.values().next()?.members).collect();
    assert_eq!(members, [36, 1200, 0]);
    let link = imported.map.links().values().next().unwrap();
    assert_eq!((link.volume, link.share), (Some(1.347), Some(7.0)));
    assert_eq!(
        told(&imported),
        [
            "so.xlsx, HTX 2024: the header was taken from row 3",
            "so.xlsx, HTX 2024: the header has two rows, down to row 4",
            "so.xlsx, Ghi chú: it is no table of a map and was left out",
            "so.xlsx, HTX 2024: row 8: totals, left out",
            "so.xlsx, HTX 2024: column Năm thành lập: 3 cells are dates; their years were taken",
            "so.xlsx, Liên kết: column Khối lượng (tấn): the unit “tấn” was taken for 1 product",
        ]
    );
    // Said to be the table of actors, the links are left out.
    let actors = import(&register(), Some(ImportTable::Actors)).unwrap();
    assert_eq!((actors.map.actors().len(), actors.map.links().len()), (3, 0));
}

#[test]
fn a_failed_formula_is_told_with_its_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Tên").unwrap();
    sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=VLOOKUP(1,A1:A2,9)").set_result("#REF!")).unwrap();
    let errors = import(&workbook.save_to_buffer().unwrap(), None).unwrap_err();
    assert_eq!(errors[0].row, Some(2));
    assert!(matches!(errors[0].reason, RowErrorKind::FormulaError { .. }), "{errors:?}");
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_archive_of_tables_is_one_map() {
    let bytes = archive(&[
        ("map/links.csv", b"from,to\nA,B\n"),
        ("map/actors.csv", b"name\nA\nB\n"),
        ("map/products.csv", "name,unit\nLúa,tấn\n".as_bytes()),
        ("__MACOSX/map/actors.csv", b"\0\0"),
        ("map/readme.txt", b"hello"),
    ]);
    let imported = import(&bytes, None).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert_eq!((imported.map.actors().len(), imported.map.links().len(), imported.map.products().len()), (2, 1, 1));
}

#[test]
fn hostile_archives_are_refused_before_they_are_unpacked() {
    let reason = |bytes: &[u8]| import(bytes, None).unwrap_err().remove(0).reason;
    assert_eq!(reason(b"PK\x03\x04"), RowErrorKind::DamagedArchive);
    assert_eq!(reason(&archive(&[("a.txt", b"x")])), RowErrorKind::NotUtf8(Encoding::Binary));
    let document =
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]);
    assert_eq!(reason(&document), RowErrorKind::NotUtf8(Encoding::OpenDocument));
    let zeros = vec![b' '; 300 * 1024 * 1024];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(reason(&bomb), RowErrorKind::TableTooLarge);
    let sound = register();
    for at in (0..sound.len()).step_by(sound.len() / 200) {
        let mut damaged = sound.clone();
        damaged[at] ^= 0x55;
        let _ = import(&damaged, None);
        let _ = import(&sound[..at], None);
    }
}
