//! A chain told from a blank page: what a planner does, action by action, down to the saved file.

use egui::{Key, Modifiers};
use lienket::command::Command;
use lienket::language::{Language, TargetText};
use lienket::map::{ActorKind, LinkForm, LinkageMap, Measure};

use super::desk::{CAN_THO, Desk};

/// As many as the mango chain may take.
const MOST_ACTIONS: usize = 60;

/// The mango chain, each line as it is typed.
const LINES: [&str; 7] = [
    "Xuất khẩu: Nông hộ trồng xoài > HTX xoài Mỹ Xương > Công ty xuất khẩu xoài > Thị trường Nhật Bản: \
     Xoài 600 hợp đồng 2026-2028 60%",
    "Nội địa: Nông hộ trồng xoài > Thương lái xoài > Vựa xoài Cái Bè > Chợ đầu mối > Người tiêu dùng: Xoài 400 40%",
    "Nông hộ trồng xoài > HTX xoài Mỹ Xương: 60%",
    "Nông hộ trồng xoài > Thương lái xoài: 40%",
    "Vựa xoài Cái Bè > Siêu thị > Người tiêu dùng",
    "HTX xoài Mỹ Xương > Siêu thị: thỏa thuận",
    "Đại lý vật tư > Nông hộ trồng xoài; HTX xoài Mỹ Xương",
];

/// A person at the window, whose actions are counted: a text, a key and a click are one each.
struct Planner {
    desk: Desk,
    actions: Vec<String>,
}

impl Planner {
    fn types(&mut self, text: &str) {
        self.actions.push(format!("type {text}"));
        self.desk.type_text(text);
    }

    fn presses(&mut self, modifiers: Modifiers, key: Key) {
        self.actions.push(format!(
            "press {}",
            egui::KeyboardShortcut::new(modifiers, key).format(&egui::ModifierNames::NAMES, false)
        ));
        self.desk.keys(modifiers, key);
    }

    fn clicks(&mut self, label: &str) {
        self.actions.push(format!("click {label}"));
        self.desk.press(label);
    }

    fn clicks_card(&mut self, name: &str) {
        self.actions.push(format!("click the box {name}"));
        let at = self.desk.card(name).center();
        self.desk.click(at, Modifiers::NONE);
    }

    /// Types a path in the file dialog of the system, which opens first, and ends it by Enter.
    fn names_file(&mut self, keys: Key) {
        self.presses(Modifiers::COMMAND, keys);
        self.actions.extend(["type the path".to_owned(), "press Enter".to_owned()]);
    }
}

fn channel_shares(map: &LinkageMap) -> Vec<(&str, Option<f64>)> {
    map.channels().values().map(|channel| (channel.name.as_str(), channel.share)).collect()
}

#[test]
fn the_mango_chain_takes_few_actions_from_a_blank_page_to_the_opened_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("xoai.lienket");
    let mut planner = Planner { desk: Desk::on(CAN_THO), actions: Vec::new() };
    planner.desk.wish(Command::New);
    planner.desk.person.will_pick(&path);
    let language = Language::Vietnamese;

    planner.presses(Modifiers::COMMAND, Key::Enter);
    for (at, line) in LINES.into_iter().enumerate() {
        if at > 0 {
            planner.presses(Modifiers::SHIFT, Key::Enter);
        }
        planner.types(line);
    }
    planner.presses(Modifiers::NONE, Key::Enter);
    planner.clicks_card("HTX xoài Mỹ Xương");
    planner.clicks("Lập mô hình từ tác nhân này");
    planner.clicks("Chỉ tiêu");
    planner.clicks(TargetText::AddTarget.text(language));
    planner.clicks(TargetText::MeasureLinked.text(language));
    planner.types("1");
    planner.presses(Modifiers::NONE, Key::Enter);
    planner.names_file(Key::S);
    let told = planner.desk.map();
    assert!(!planner.desk.shell().is_dirty());
    planner.desk.wish(Command::New);
    planner.names_file(Key::O);
    let map = planner.desk.map();
    assert!(map == told, "what is opened is what was told");

    // All that the chain is, and as it is meant.
    let mut kinds: Vec<(&str, ActorKind)> =
        map.actors().values().map(|actor| (actor.name.as_str(), actor.kind)).collect();
    kinds.sort_unstable_by_key(|(name, _)| *name);
    assert_eq!(
        kinds,
        [
            ("Chợ đầu mối", ActorKind::Market),
            ("Công ty xuất khẩu xoài", ActorKind::Enterprise),
            ("HTX xoài Mỹ Xương", ActorKind::Cooperative),
            ("Người tiêu dùng", ActorKind::Market),
            ("Nông hộ trồng xoài", ActorKind::Household),
            ("Siêu thị", ActorKind::Enterprise),
            ("Thương lái xoài", ActorKind::Trader),
            ("Thị trường Nhật Bản", ActorKind::Market),
            ("Vựa xoài Cái Bè", ActorKind::Trader),
            ("Đại lý vật tư", ActorKind::Trader),
        ]
    );
    assert!(map.actors().values().all(|actor| actor.stage.is_some()), "each stands in its lane");
    assert_eq!((map.links().len(), map.products().len(), map.models().len()), (12, 1, 1));
    let shares: Vec<f64> = map.links().values().filter_map(|link| link.share).collect();
    assert_eq!(shares, [60.0, 40.0]);
    assert!(map.links().values().any(|link| {
        link.form == Some(LinkForm::Contract) && (link.from_year, link.to_year) == (Some(2026), Some(2028))
    }));
    assert_eq!(channel_shares(&map), [("Xuất khẩu", Some(60.0)), ("Nội địa", Some(40.0))]);
    let target = map.targets().values().next().unwrap();
    assert_eq!((target.measure.clone(), target.goal), (Measure::LinkedModels, 1.0));
    let actions = planner.actions;
    assert!(actions.len() <= MOST_ACTIONS, "{} actions:\n{}", actions.len(), actions.join("\n"));
}
