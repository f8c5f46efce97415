//! Edits of a city of 2,000 actors: how long from the command to the triangles of the frame that shows its result, and how
//! many frames that takes. A frame has 16 ms; an edit is to be seen in the next one. `cargo bench --bench edit -- move undo`
//! measures those only, with a number another size of the map.

mod desk;

use desk::{Desk, report, report_head};
use lienket::command::{ActorMove, Change, Command};
use lienket::exchange::sample_map;
use lienket::map::{Actor, Placement, Selection};

/// Actors of the map, unless another number is given.
const ACTORS: u32 = 2_000;
/// Edits of each kind.
const RUNS: usize = 30;
/// Times that a tidy is undone.
const TIDIES: usize = 7;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|given| !given.starts_with("--")).collect();
    let (sizes, wanted): (Vec<String>, Vec<String>) = given.into_iter().partition(|given| given.parse::<u32>().is_ok());
    let actors = sizes.first().and_then(|size| size.parse().ok()).unwrap_or(ACTORS);
    let is_wanted = |what: &str| wanted.is_empty() || wanted.iter().any(|wanted| what.contains(wanted));
    let map = sample_map(actors, 1);
    let actors: Vec<&Actor> = map.actors().values().step_by(50).take(RUNS).collect();
    let placements = || actors.iter().filter_map(|actor| map.placements().get(&actor.id));
    let links = map.links().values().step_by(70).take(RUNS);
    let rename = |(at, actor): (usize, &&Actor)| {
        let actor = Actor { name: format!("Tên {at}"), ..(*actor).clone() };
        Command::Update(Box::new(Change::Actor(actor)))
    };
    let shift = |place: &Placement| {
        let placement = Placement { y: place.y + 40.0, ..*place };
        Command::Move(vec![ActorMove { placement, stage: None }])
    };
    let pairs = actors.iter().zip(actors.iter().skip(1));
    let edits: [(&str, Vec<Command>); 7] = [
        ("select", actors.iter().map(|actor| Command::Select(Selection::actor(actor.id))).collect()),
        ("rename", actors.iter().enumerate().map(rename).collect()),
        ("move", placements().map(shift).collect()),
        ("reverse a link", links.map(|link| Command::ReverseLink(link.id)).collect()),
        ("add a link", pairs.map(|(one, other)| Command::AddLink { from: one.id, to: other.id }).collect()),
        ("add an actor", placements().map(|at| Command::AddActor { stage: None, at: (at.x, 0.0) }).collect()),
        ("undo", actors.iter().map(|_| Command::Undo).collect()),
    ];
    let mut desk = Desk::new(map.clone());
    report_head();
    for (what, commands) in edits.into_iter().filter(|(what, _)| is_wanted(what)) {
        report(what, commands.into_iter().map(|command| desk.time(command)));
    }
    if is_wanted("undo of a tidy") {
        let undone = (0..TIDIES).map(|_| {
            desk.shell.submit(Command::Tidy);
            desk.settle();
            desk.time(Command::Undo)
        });
        report("undo of a tidy", undone);
    }
}
