//! Shorter forms of names, where there is no room for the whole one.

use lienket::language::{abbreviations, initials, split_in_half, without_half_brackets};
use lienket::map::ActorKind;

#[test]
fn names_lose_what_says_least_first() {
    use ActorKind::{Cooperative, Enterprise, Group, Market, Trader, Union};
    for (name, kind, wanted) in [
        // Only the remark: the abbreviation of a kind stays.
        ("HTX lúa Thốt Nốt (ví dụ)", Cooperative, &["HTX lúa Thốt Nốt"][..]),
        ("Hợp tác xã Đoàn Kết", Cooperative, &["HTX Đoàn Kết"]),
        ("Hợp tác xã Đoàn Kết (cũ)", Cooperative, &["Hợp tác xã Đoàn Kết", "HTX Đoàn Kết"]),
        ("LIÊN HIỆP HỢP TÁC XÃ Cần Thơ", Union, &["LH HTX Cần Thơ"]),
        ("Tổ hợp tác xoài số 3", Group, &["THT xoài số 3"]),
        ("Doanh nghiệp tư nhân Hai Lúa", Enterprise, &["DNTN Hai Lúa"]),
        // The box of an enterprise says that it is one; that of a trader does not.
        ("Công ty gạo Thới Lai", Enterprise, &["Gạo Thới Lai"]),
        ("Công ty gạo Thới Lai", Trader, &[]),
        ("Thị trường Nhật Bản", Market, &["Nhật Bản"]),
        ("Thị trường Nhật Bản", Enterprise, &[]),
        ("Công ty Cổ phần Xuất khẩu", Enterprise, &["Công ty CP Xuất khẩu", "Xuất khẩu"]),
        ("Công ty Cổ phần Xuất khẩu", Cooperative, &["Công ty CP Xuất khẩu"]),
        ("Nhà máy gạo Thốt Nốt (ví dụ)", Enterprise, &["Nhà máy gạo Thốt Nốt"]),
        ("Chợ (tạm) Cái Răng [đêm", Trader, &["Chợ Cái Răng"]),
        ("Thương lái lúa Thới Lai", Trader, &[]),
    ] {
        assert_eq!(abbreviations(name, kind).collect::<Vec<_>>(), wanted, "{name}");
    }
}

#[test]
fn half_of_a_pair_of_brackets_goes() {
    for (text, wanted) in [
        ("HTX… (cũ)", "HTX… (cũ)"),
        ("HTX… Cần Thơ)", "HTX… Cần Thơ"),
        ("HTX (chi nhá…", "HTX chi nhá…"),
        ("A) (B) [C", "A (B) C"),
        ("(A [B) C]", "A [B C]"),
    ] {
        assert_eq!(without_half_brackets(text), wanted);
    }
}

#[test]
fn no_name_loses_all_of_itself() {
    for name in
        ["HTX", "Hợp tác xã", "THT A", "HTXa lạ", "(ví dụ)", "A (b)", "Công ty ", "", "HTX (ví dụ)", "Tổ hợp tác 1"]
    {
        for shorter in abbreviations(name, ActorKind::Enterprise) {
            assert!(shorter.len() < name.len() && shorter.chars().count() >= 3, "{name}: {shorter}");
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
