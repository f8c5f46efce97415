//! What if: a trial shows what would change, leaves the document as it is, and becomes real as one edit.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::analysis::assess;
use lienket::command::{Command, Page, Removal};
use lienket::language::{Language, proposal_sentence};
use lienket::map::{ActorId, Link, LinkKind, LinkageMap, ModelId, Proposal, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

fn unflagged(map: &LinkageMap) -> usize {
    let summary = assess(map, map.info().year).summary;
    summary.models - summary.flagged
}

/// A model that is flagged, and one actor that some model hangs on.
fn flagged_and_pillar(map: &LinkageMap) -> (ModelId, ActorId) {
    let assessment = assess(map, map.info().year);
    let flagged = assessment
        .models
        .values()
        .find(|judged| judged.verdict.is_flagged() && !judged.cases.is_empty())
        .unwrap()
        .model;
    (flagged, assessment.critical_actors[0].actor)
}

#[test]
fn a_trial_changes_what_is_shown_and_not_the_map() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let (_, pillar) = flagged_and_pillar(&before);
    desk.wish(Command::GoTo(Subject::Actor(pillar)));
    desk.press("Thử khi không còn");
    assert!(desk.shows("Đang thử 1 thay đổi"));
    assert!(!desk.shows("11 trên 15 mô hình có đầu ra"), "the status tells of the tried map");
    assert!(desk.shows(&proposal_sentence(&Proposal::RemoveActor(pillar), &before, 2019, Language::Vietnamese)));
    assert!(desk.shows("Mô hình đổi kết quả"));
    assert!(desk.map() == before && !desk.shell().is_dirty(), "the document is as it was");
    desk.press("Bỏ ra khỏi phần thử");
    assert!(!desk.shows("Đang thử"));
    assert!(desk.shows("11 trên 15 mô hình có đầu ra"));
}

#[test]
fn a_repair_can_be_tried_applied_and_taken_back() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let (model, _) = flagged_and_pillar(&before);
    desk.wish(Command::GoTo(Subject::Model(model)));
    assert!(desk.shows("Cách khắc phục"));
    desk.press_part("Thử");
    assert!(desk.shows("Đang thử"));
    assert!(desk.map() == before);
    desk.press("Áp dụng");
    assert!(!desk.shows("Đang thử"));
    let after = desk.map();
    assert!(unflagged(&after) > unflagged(&before) && desk.shell().is_dirty());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == before, "one step takes all of it back");
    desk.keys(Modifiers::COMMAND, Key::Y);
    assert!(desk.map() == after);
}

#[test]
fn the_document_can_be_edited_meanwhile_and_the_trial_keeps_out_of_it() {
    let mut desk = Desk::on(CAN_THO);
    let (_, pillar) = flagged_and_pillar(&desk.map());
    desk.wish(Command::AddWhatIf(vec![Proposal::RemoveActor(pillar)]));
    desk.wish(Command::GoTo(Subject::Actor(pillar)));
    assert!(desk.shows("Theo giả định") && desk.shows("Giả định: Không còn"));
    let code = desk.map().actors()[&pillar].code.clone();
    desk.wish(Command::ShowAllFields(true));
    desk.enter("Mã số");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("thử-01");
    desk.keys(Modifiers::NONE, Key::Enter);
    let own = desk.map().actors()[&pillar].clone();
    assert_eq!((own.code.as_str(), own.dissolved), ("thử-01", None), "was {code}");
    assert!(desk.shows("Đang thử 1 thay đổi"));
    desk.wish(Command::Select(Selection::actor(pillar)));
    desk.wish(Command::Delete);
    assert!(!desk.map().actors().contains_key(&pillar));
    assert!(!desk.shows("Đang thử"), "what is gone cannot be tried to be gone");
    assert!(desk.shows("không còn phù hợp"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map().actors().contains_key(&pillar));
}

#[test]
fn the_fewest_changes_to_the_goal_stand_on_the_page_of_the_map() {
    let mut desk = Desk::on(CAN_THO);
    assert!(desk.shows("Để đủ số mô hình có đầu ra"));
    let before = unflagged(&desk.map());
    desk.harness.get_all_by_label_contains("Thực hiện ngay").next().unwrap().scroll_to_me();
    desk.settle();
    desk.press_part("Thực hiện ngay");
    assert!(unflagged(&desk.map()) > before);
}

#[test]
fn a_link_is_tried_otherwise_than_it_is() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let year = map.info().year;
    let goods = || map.links().values().filter(|link| link.kind == LinkKind::Product);
    let planned = goods().find(|link| link.planned).unwrap().id;
    let lapsed = goods().find(|link| !link.planned && link.to_year.is_some_and(|last| last < year)).unwrap().id;
    let open = |link: &&Link| !link.planned && link.to_year.is_none() && link.from_year.is_none_or(|it| it < year);
    let in_force_label = goods().find(open).unwrap().id;
    for (at, (link, words)) in
        [(planned, "Thử khi ký"), (lapsed, "Thử khi ký lại"), (in_force_label, "Thử khi không gia hạn")]
            .into_iter()
            .enumerate()
    {
        desk.wish(Command::GoTo(Subject::Link(link)));
        desk.press(words);
        assert!(desk.shows(&format!("Đang thử {} thay đổi", at + 1)), "{words}");
    }
    desk.wish(Command::AddWhatIf(vec![Proposal::SignLink(planned)]));
    assert!(desk.shows("Đang thử 3 thay đổi"), "what is tried already is not tried twice");
    desk.wish(Command::RemoveProposal(1));
    assert!(desk.shows("Đang thử 2 thay đổi"));
    desk.press("Bỏ");
    assert!(!desk.shows("Đang thử") && desk.map() == map);
}

#[test]
fn a_link_that_is_only_supposed_cannot_be_edited_and_says_why() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let [from, to] = [0, 1].map(|at| *map.actors().keys().nth(at).unwrap());
    let product = *map.products().keys().next().unwrap();
    desk.wish(Command::AddWhatIf(vec![Proposal::AddLink { from, to, product }]));
    let supposed = desk.shell().shown_map().links().keys().copied().find(|id| !map.links().contains_key(id));
    desk.wish(Command::Select(Selection::Link(supposed.unwrap())));
    assert!(desk.shows("Liên kết này chỉ có trong giả định"));
    desk.press("Xóa");
    desk.wish(Command::Delete);
    assert!(desk.map() == map && desk.shows("Đang thử 1 thay đổi"));
    assert!(!desk.shows("Đã xóa"));
}

#[test]
fn what_goes_out_of_the_window_says_that_it_is_supposed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    let (_, pillar) = flagged_and_pillar(&desk.map());
    let name = desk.map().actors()[&pillar].name.clone();
    desk.wish(Command::ShowPage(Page::Tables));
    let written = |desk: &mut Desk, file: &str| {
        desk.person.will_pick(&folder.path().join(file));
        desk.press("Xuất CSV…");
        std::fs::read_to_string(folder.path().join(file)).unwrap()
    };
    let plain = written(&mut desk, "plain.csv");
    assert!(plain.lines().next().unwrap().contains("Mô hình,Đánh giá"));
    desk.wish(Command::AddWhatIf(vec![Proposal::RemoveActor(pillar)]));
    let tried = written(&mut desk, "tried.csv");
    let first = tried.lines().next().unwrap();
    assert!(first.contains("Giả định, chưa phải hiện trạng: không còn") && first.contains(&name), "{first}");
    assert!(tried.lines().nth(1).unwrap().contains("Mô hình,Đánh giá"));
    let body = |text: &str, heads: usize| text.lines().skip(heads).map(str::to_owned).collect::<Vec<_>>();
    assert_ne!(body(&tried, 2), body(&plain, 1), "the rows are those of the trial");
    desk.press("Sao chép");
    desk.wish(Command::DiscardWhatIf);
    assert!(!desk.shows("giả định") && !desk.shows("Giả định"));
}

#[test]
fn nothing_is_said_to_be_done_that_was_not() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.wish(Command::Delete);
    assert!(!desk.shows("Đã xóa"), "nothing is selected");
    let (_, pillar) = flagged_and_pillar(&before);
    desk.wish(Command::Remove(Removal::Actor(pillar)));
    assert!(desk.shows("Đã xóa"));
    desk.wish(Command::ApplyProposals(vec![Proposal::RemoveActor(pillar)]));
    assert!(!desk.shows("Đã áp dụng") && desk.shows("Chưa làm được"));
    desk.press("Đóng");
    desk.wish(Command::Remove(Removal::Actor(pillar)));
    assert!(!desk.shows("Đã xóa") && desk.shows("Không có gì thay đổi"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == before);
}
