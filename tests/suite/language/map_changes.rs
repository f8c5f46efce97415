//! What has changed from one state of a map to another one, in a line.

use lienket::analysis::{MapChanges, map_changes};
use lienket::language::{Language, changes_line};
use lienket::map::{
    Actor, ActorKind, CoopModel, EditLabel, Editor, Info, Link, LinkForm, LinkKind, LinkageMap, Placement, Product,
    Transaction, Violation,
};

/// A cooperative that sells to a company under contract, which sells on at a market.
fn chain() -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let rice = edit.add(Product { name: "Lúa".into(), unit: "tấn".into(), ..Product::default() }).unwrap();
    let mut actor = |name: &str, kind| edit.add(Actor { name: name.into(), kind, ..Actor::default() }).unwrap();
    let coop = actor("HTX A", ActorKind::Cooperative);
    let company = actor("DN B", ActorKind::Enterprise);
    let market = actor("Chợ C", ActorKind::Market);
    for (from, to) in [(coop, company), (company, market)] {
        let form = Some(LinkForm::Contract);
        edit.add(Link { from, to, kind: LinkKind::Product, form, products: [rice].into(), ..Link::default() }).unwrap();
    }
    let name = "Lúa HTX A".to_owned();
    edit.add(CoopModel { name, core: [coop].into(), products: [rice].into(), ..CoopModel::default() }).unwrap();
    edit.finish();
    map
}

/// The line about an edit, in Vietnamese and English, and about its undoing.
fn check(change: impl FnOnce(&mut Transaction<'_>) -> Result<(), Violation>, expected: [&str; 4]) {
    let before = chain();
    let mut editor = Editor::new(before.clone());
    editor.edit(EditLabel::EditMap, change).unwrap();
    let after = editor.map();
    let lines = |from: &LinkageMap, to: &LinkageMap| {
        let changes: MapChanges = map_changes(from, to, &|_| true).unwrap();
        let summary = changes.summary(to);
        [Language::Vietnamese, Language::English].map(|language| changes_line(&summary, language))
    };
    assert_eq!([lines(&before, after), lines(after, &before)].concat(), expected);
}

#[test]
fn a_lost_buyer_comes_first() {
    check(
        |edit| {
            let link = *edit.map().links().first_key_value().unwrap().0;
            edit.remove::<Link>(link);
            Ok(())
        },
        [
            "“Lúa HTX A” mất đầu ra; bỏ 1 liên kết",
            "“Lúa HTX A” lost its buyer; 1 link removed",
            "“Lúa HTX A” có đầu ra; thêm 1 liên kết",
            "“Lúa HTX A” found a buyer; 1 link added",
        ],
    );
}

#[test]
fn a_verdict_that_turned_otherwise_says_how() {
    check(
        |edit| {
            let link = *edit.map().links().first_key_value().unwrap().0;
            edit.edit(link, |link: &mut Link| link.form = Some(LinkForm::Spot))
        },
        [
            "“Lúa HTX A”: vững chắc → lỏng lẻo; sửa 1 liên kết",
            "“Lúa HTX A”: firm → loose; 1 link changed",
            "“Lúa HTX A”: lỏng lẻo → vững chắc; sửa 1 liên kết",
            "“Lúa HTX A”: loose → firm; 1 link changed",
        ],
    );
}

#[test]
fn no_more_than_three_parts_are_told() {
    check(
        |edit| {
            let actor = edit.add(Actor { name: "THT D".into(), ..Actor::default() })?;
            let to = *edit.map().actors().first_key_value().unwrap().0;
            edit.add(Link { from: actor, to, ..Link::default() })?;
            edit.add(Product { name: "Gạo".into(), unit: "tấn".into(), ..Product::default() })?;
            edit.set_info(Info { title: "Mới".into(), ..edit.map().info().clone() })
        },
        [
            "Thêm 1 tác nhân; thêm 1 liên kết; thêm 1 sản phẩm; …",
            "1 actor added; 1 link added; 1 product added; …",
            "Bỏ 1 tác nhân; bỏ 1 liên kết; bỏ 1 sản phẩm; …",
            "1 actor removed; 1 link removed; 1 product removed; …",
        ],
    );
}

#[test]
fn where_actors_stand_is_told_only_if_nothing_else_is() {
    let places = |edit: &mut Transaction<'_>| {
        let actor = *edit.map().actors().first_key_value().unwrap().0;
        edit.set(Placement { actor, x: 7.0, ..Placement::default() })
    };
    check(places, ["Sắp xếp lại vị trí", "Layout changed", "Sắp xếp lại vị trí", "Layout changed"]);
    check(
        |edit| {
            places(edit)?;
            edit.set_info(Info { title: "Mới".into(), ..edit.map().info().clone() })
        },
        ["Sửa thông tin bản đồ", "Map details changed", "Sửa thông tin bản đồ", "Map details changed"],
    );
    check(|_| Ok(()), ["Không có gì thay đổi", "Nothing changed", "Không có gì thay đổi", "Nothing changed"]);
}
