//! `guide`.

use super::Folder;

#[test]
fn the_guide_is_written_in_either_language() {
    let folder = Folder::new();
    for (tag, word) in [("vi", "Đọc đánh giá"), ("en", "Reading a verdict")] {
        folder.run(&["guide", "-o", "g.html", "--lang", tag]).succeeds();
        let page = String::from_utf8(folder.read("g.html")).unwrap();
        assert!(page.contains(&format!("<html lang=\"{tag}\">")) && page.contains(word));
    }
    folder.run(&["guide", "-o", "none/g.html"]).fails_with(&["none/g.html", "cannot be saved"]);
}
