//! Tests of this room.

use lienket::map::*;
use lienket::storage::{read, write};

#[test]
fn look() {
    let mut map = LinkageMap::default();
    let mut t = Transaction::begin(&mut map);
    let p =
        t.add(Product { name: "Lúa \"x\"\\ \u{2028}".into(), cycle_months: Some(3), ..Default::default() }).unwrap();
    let a = t
        .add(Actor {
            name: "HTX".into(),
            kind: ActorKind::Cooperative,
            founded: Some(2001),
            note: "a\nb".into(),
            supply: vec![Supply { product: p, volume: Some(1e300) }],
            figures: [(2018, Figures { members: Some(3), effective: Some(true), ..Default::default() })].into(),
            ..Default::default()
        })
        .unwrap();
    t.add(Link { from: a, to: a, form: Some(LinkForm::Contract), products: [p].into(), ..Default::default() }).unwrap();
    t.add(Target {
        id: Default::default(),
        name: "x".into(),
        measure: Measure::Count { kind: Some(ActorKind::Group), sector: None, district: "Ô Môn".into() },
        year: 2019,
        goal: 3.0,
        note: "".into(),
    })
    .unwrap();
    t.add(Target {
        id: Default::default(),
        name: "x".into(),
        measure: Measure::LinkedModels,
        year: 2019,
        goal: 3.0,
        note: "".into(),
    })
    .unwrap();
    t.set(Place { actor: a, x: 0.1, y: -3e-9, pinned: true }).unwrap();
    t.finish();
    let text = String::from_utf8(write(&map)).unwrap();
    println!("{text}");
    assert_eq!(read(text.as_bytes()).unwrap(), map);
    assert_eq!(read(text.replace('\n', "\r\n").as_bytes()).unwrap(), map);
    assert_eq!(read(text.replace('\n', "\n\n").as_bytes()).unwrap(), map);
}
