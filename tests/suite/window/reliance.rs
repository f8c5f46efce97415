//! What hangs on whom, in the inspector.

use egui::Vec2;
use lienket::analysis::{Study, assess, study};
use lienket::command::{ColorScheme, Command};
use lienket::language::{Language, buyer_share_line, only_buyer_line, supplies_lost_line};
use lienket::map::{LinkageMap, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

fn can_tho(language: Language) -> (Desk, LinkageMap, Study) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO);
    let map = lienket::storage::open(&path).unwrap();
    let study = study(&map, &assess(&map, map.info().year), &|_| true).unwrap();
    (Desk::with(map.clone(), None, language, ColorScheme::Light, Vec2::new(1280.0, 720.0)), map, study)
}

#[test]
fn an_actor_tells_what_falls_without_it() {
    for language in [Language::Vietnamese, Language::English] {
        let (mut desk, map, study) = can_tho(language);
        let most = study.failure_impacts.iter().filter(|it| it.supplies > 0).max_by_key(|it| it.models.len()).unwrap();
        assert!(!most.models.is_empty());
        desk.wish(Command::GoTo(Subject::Actor(most.actor)));
        assert!(desk.shows(&supplies_lost_line(most.supplies, language)));
        let without = if language == Language::English { "Without it" } else { "Nếu không còn tác nhân này" };
        assert!(desk.shows(without));
        // Whom nothing hangs on has no such section.
        let free = map.actors().keys().find(|id| study.failure_impacts.iter().all(|it| it.actor != **id)).unwrap();
        desk.wish(Command::GoTo(Subject::Actor(*free)));
        assert!(!desk.shows(without));
    }
}

#[test]
fn a_buyer_tells_its_share_and_a_model_its_only_buyer() {
    let (mut desk, map, study) = can_tho(Language::Vietnamese);
    let all = &study.concentration;
    let share = all.buyer_shares.iter().max_by_key(|share| share.models).unwrap();
    desk.wish(Command::GoTo(Subject::Actor(share.buyer)));
    assert!(desk.shows(&buyer_share_line(share, all, Language::Vietnamese).unwrap()));
    let (model, buyer) = all.sole_buyers.iter().next().expect("a model with one buyer");
    desk.wish(Command::GoTo(Subject::Model(*model)));
    let line = only_buyer_line(&map.actors()[buyer].name, Language::Vietnamese);
    assert!(desk.shows(&line), "{line}");
    desk.press_part(&line);
    assert!(matches!(desk.shell().selection(), Selection::Actors(actors) if actors.contains(buyer)));
    let other = map.models().keys().find(|id| !all.sole_buyers.contains_key(id)).expect("one with several or none");
    desk.wish(Command::GoTo(Subject::Model(*other)));
    assert!(!desk.shows("Chỉ có một bên mua"));
}
