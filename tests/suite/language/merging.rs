//! What merging two actors does, in words.

use lienket::language::Language::{English, Vietnamese};
use lienket::language::{
    joined_links_sentence, links_between_sentence, moves_over_sentence, pairwise_sentence, record_line,
    shortened_channels_sentence, united_channels_sentence, vanishing_channels_sentence,
};

#[test]
fn one_and_many_are_told_in_both_languages() {
    assert_eq!(
        moves_over_sentence(3, 1, 2, [0, 0], Vietnamese),
        "Chuyển sang bản ghi được giữ: 3 liên kết, 1 mô hình, 2 kênh."
    );
    assert_eq!(
        moves_over_sentence(1, 0, 2, [1, 1], English),
        "Moves over to the record that stays: 1 link, 2 channels, 1 target, 1 view."
    );
    assert_eq!(moves_over_sentence(0, 0, 0, [0, 0], English), "No link, model or channel has to move over.");
    assert_eq!(joined_links_sentence(0, English), None);
    assert_eq!(joined_links_sentence(1, English).unwrap(), "1 link that is there twice becomes one.");
    assert_eq!(joined_links_sentence(1_200, Vietnamese).unwrap(), "1.200 liên kết trùng nhau được gộp làm một.");
    assert_eq!(
        links_between_sentence(2, English).unwrap(),
        "2 links between the two are removed: no actor is linked to itself."
    );
    assert_eq!(
        shortened_channels_sentence(&["A", "B", "C", "D", "E"], Vietnamese).unwrap(),
        "Kênh đi qua cả hai nay chỉ qua một lần, bỏ đoạn vòng lại: “A”, “B”, “C”, 2 kênh khác."
    );
    assert_eq!(
        vanishing_channels_sentence(&["A"], English).unwrap(),
        "Channels through these two only are removed: “A”."
    );
    assert_eq!(vanishing_channels_sentence(&[], English), None);
    assert_eq!(
        united_channels_sentence(&[(vec!["A", "B"], Some(50.5)), (vec!["C", "D", "E"], None)], Vietnamese).unwrap(),
        "Kênh nay trùng nhau được gộp làm một, tỷ trọng cộng lại: “A” + “B” = 50,5%; “C” + “D” + “E”."
    );
    assert_eq!(
        united_channels_sentence(&vec![(vec!["A", "B"], None); 5], English).unwrap(),
        "Channels that become alike become one, with their shares added: “A” + “B”; “A” + “B”; “A” + “B”; 2 more."
    );
    assert_eq!(united_channels_sentence(&[], English), None);
    assert_eq!(
        pairwise_sentence(3, English),
        "3 records may be one. Two are merged at a time: choose them over the columns."
    );
    assert_eq!(record_line(57, 3, Some(true), Vietnamese), "số hiệu 57 · 3 liên kết · đã ghim");
    assert_eq!(record_line(57, 1, Some(false), English), "number 57 · 1 link");
    assert_eq!(record_line(57, 0, None, English), "number 57 · no links · not placed yet");
}
