//! Edits of a city of 2,000 actors: how long from the command to the triangles of the frame that shows its result, and how
//! many frames that takes. A frame has 16 ms; an edit is to be seen in the next one.

mod desk;

use std::time::{Duration, Instant};

use desk::Desk;
use lienket::command::{ActorMove, Change, Command};
use lienket::exchange::sample_map;
use lienket::map::{Actor, Placement, Selection};

const ACTORS: u32 = 2_000;
const RUNS: usize = 30;

impl Desk {
    /// From the command to the end of the frame that has executed it, and until nothing is computed any more.
    fn time(&mut self, command: Command) -> [Duration; 2] {
        let began = Instant::now();
        self.shell.submit(command);
        self.frame(Vec::new());
        let first = began.elapsed();
        while self.shell.is_working() {
            self.frame(Vec::new());
        }
        let all = began.elapsed();
        self.settle();
        [first, all]
    }
}

/// Prints the median and the most of the frames, and of the times until nothing is computed any more.
fn report(what: &str, times: impl Iterator<Item = [Duration; 2]>) {
    let (mut frames, mut settled): (Vec<Duration>, Vec<Duration>) = times.map(|[frame, all]| (frame, all)).unzip();
    print!("{what:>28}");
    for times in [&mut frames, &mut settled] {
        times.sort();
        let middle = times.get(times.len() / 2);
        for time in [middle, times.last()] {
            print!("{:>12.2}", time.map_or(0.0, Duration::as_secs_f64) * 1000.0);
        }
    }
    println!();
}

fn main() {
    let map = sample_map(ACTORS, 1);
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
    println!("{:>28}{:>12}{:>12}{:>12}{:>12}", "", "frame ms", "most", "settled ms", "most");
    for (what, commands) in edits {
        report(what, commands.into_iter().map(|command| desk.time(command)));
    }
    let undone = (0..5).map(|_| {
        desk.shell.submit(Command::Tidy);
        desk.settle();
        desk.time(Command::Undo)
    });
    report("undo of a tidy", undone);
}
