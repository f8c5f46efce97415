//! Reports of errors in the program.

use std::fs;
use std::panic::{catch_unwind, set_hook, take_hook};

use lienket::storage::report_panic;

#[test]
fn a_report_says_where_and_nothing_of_a_map_and_ten_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("crashes");
    for number in 0..12 {
        let path = reports.clone();
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            // Other tests may panic meanwhile, as some do on purpose.
            if std::thread::current().name().is_some_and(|name| name.contains("a_report_says_where")) {
                report_panic(&path, panic);
            }
        }));
        let panicked = catch_unwind(|| panic!("HTX Bí mật {number}"));
        set_hook(before);
        assert!(panicked.is_err());
    }
    let mut files: Vec<_> = fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 10);
    for file in files {
        let report = fs::read_to_string(file).unwrap();
        assert!(report.starts_with(&format!("Lienket {}\n", env!("CARGO_PKG_VERSION"))), "{report}");
        assert!(report.contains("crash_reports.rs:") && report.contains(std::env::consts::OS), "{report}");
        assert!(!report.contains("Bí mật"), "{report}");
    }
}
