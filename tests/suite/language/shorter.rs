//! Shorter forms of names, where there is no room for the whole one.

use lienket::language::{abbreviations, initials, split_in_half};

#[test]
fn names_lose_what_says_least_first() {
    for (name, wanted) in [
        ("HTX lúa Thốt Nốt (ví dụ)", &["HTX lúa Thốt Nốt", "Lúa Thốt Nốt"][..]),
        ("Hợp tác xã Đoàn Kết", &["HTX Đoàn Kết", "Đoàn Kết"]),
        ("LIÊN HIỆP HỢP TÁC XÃ Cần Thơ", &["LH HTX Cần Thơ", "Cần Thơ"]),
        ("Tổ hợp tác xoài số 3", &["THT xoài số 3", "Xoài số 3"]),
        ("Công ty gạo Thới Lai", &["Gạo Thới Lai"]),
        ("Công ty Cổ phần Xuất khẩu", &["Công ty CP Xuất khẩu", "Xuất khẩu"]),
        ("Nhà máy gạo Thốt Nốt (ví dụ)", &["Nhà máy gạo Thốt Nốt"]),
        ("Thương lái lúa Thới Lai", &[]),
    ] {
        assert_eq!(abbreviations(name).collect::<Vec<_>>(), wanted, "{name}");
    }
}

#[test]
fn no_name_loses_all_of_itself() {
    for name in
        ["HTX", "Hợp tác xã", "THT A", "HTXa lạ", "(ví dụ)", "A (b)", "Công ty ", "", "HTX (ví dụ)", "Tổ hợp tác 1"]
    {
        let kept: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        for shorter in abbreviations(name) {
            assert!(shorter.len() < name.len() && shorter.chars().count() >= 3, "{name}: {shorter}");
            assert!(!kept.is_empty());
        }
    }
}

#[test]
fn initials_and_halves_are_of_the_name() {
    for (name, short, parts) in [
        ("Thu gom", "TG", Some(("Thu", "gom"))),
        ("Cung ứng đầu vào", "CỨĐV", Some(("Cung ứng", "đầu vào"))),
        ("Collection", "C", None),
        ("Chế biến (lúa)", "CBL", Some(("Chế biến", "(lúa)"))),
        ("  ", "", None),
    ] {
        assert_eq!(initials(name), short, "{name}");
        assert_eq!(split_in_half(name), parts, "{name}");
    }
}
