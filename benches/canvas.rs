//! One frame of the window without a screen: what it takes on the CPU to draw and to cut into triangles, for the
//! whole map, at rest, and while panning and zooming from afar to near. Sample maps of 38 to 100,000 actors, 1.5 links
//! each. `cargo bench --bench canvas -- 2000 0.5` measures maps of 2,000 actors at a zoom of 0.5 only.

mod desk;

use std::time::{Duration, Instant};

use desk::Desk;
use egui::{Pos2, Vec2};
use lienket::command::Command;
use lienket::exchange::sample_map;
use lienket::map::{Filter, Selection};

/// What this thread has spent on the processor since it began; where the system does not tell, the time since `began`.
fn spent(began: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

impl Desk {
    /// Has a wish fulfilled: how long that took, and the longest frame meanwhile.
    fn have(&mut self, wish: Command) -> (Duration, Duration) {
        let began = Instant::now();
        self.shell.submit(wish);
        let mut longest = self.frame(Vec::new()).0;
        while self.shell.is_working() {
            std::thread::sleep(Duration::from_millis(5));
            longest = longest.max(self.frame(Vec::new()).0);
        }
        (began.elapsed(), longest)
    }

    /// Zooms to a place of the screen, in steps as a wheel makes.
    fn zoom(&mut self, place: Pos2, factor: f32) {
        self.frame(vec![egui::Event::PointerMoved(place)]);
        for _ in 0..8 {
            self.frame(vec![egui::Event::Zoom(factor.powf(1.0 / 8.0))]);
        }
        self.settle();
    }

    /// Zooms in from the whole map to twice its real size, a step a frame, and goes on until all is in place; the frames
    /// with the slowest last.
    fn zoom_in(&mut self, middle: Pos2) -> Vec<Duration> {
        self.frame(vec![egui::Event::PointerMoved(middle)]);
        let step = (2.0 / self.shell.zoom()).ln() / 80.0;
        let events = |at: usize| if at < 80 { vec![egui::Event::Zoom(step.exp())] } else { Vec::new() };
        let mut frames: Vec<Duration> = (0..140).map(|at| self.frame(events(at)).0).collect();
        frames.sort_unstable();
        frames
    }

    /// What a frame takes on average while these events come in, and the slowest one: that is on the clock, with
    /// whatever else the machine does.
    fn measure(&mut self, what: &str, actors: u32, events: impl Fn(usize) -> Vec<egui::Event>) {
        const FRAMES: usize = 60;
        let began = Instant::now();
        let before = spent(began);
        let mut frames: Vec<(Duration, usize)> = (0..FRAMES).map(|at| self.frame(events(at))).collect();
        // The system counts in steps of some milliseconds: only the sum is worth anything.
        let mean = spent(began).saturating_sub(before) / FRAMES as u32;
        frames.sort_unstable();
        let wait = |at: usize| frames.get(at).copied().unwrap_or_default().0;
        let vertices = frames.iter().map(|frame| frame.1).max().unwrap_or_default();
        println!(
            "{actors:>7} actors, {what:<16} on the processor {mean:>9.2?}  median wait {:>9.2?}  longest {:>9.2?}  {vertices:>7} vertices",
            wait(FRAMES / 2),
            wait(FRAMES - 1)
        );
    }
}

/// A step of the wheel that pans: some way in one direction, and back.
fn panning(at: usize) -> Vec<egui::Event> {
    let delta = Vec2::new(11.0, 3.0) * if at % 60 < 30 { 1.0 } else { -1.0 };
    vec![egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers: egui::Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    }]
}

/// A step that zooms: to and fro by a third, never to the same zoom twice.
fn zooming(at: usize) -> Vec<egui::Event> {
    let factor = if at % 10 < 5 { 1.06 } else { 1.0 / 1.0603 };
    vec![egui::Event::Zoom(factor)]
}

fn main() {
    // Sizes may be given, and zooms; without any it is all of them.
    let given: Vec<f32> = std::env::args().filter_map(|given| given.parse().ok()).collect();
    let (sizes, zooms): (Vec<f32>, Vec<f32>) = given.into_iter().partition(|given| *given > 4.0);
    let sizes = if sizes.is_empty() { vec![38.0, 2e3, 1e4, 2e4, 1e5] } else { sizes };
    let zooms = if zooms.is_empty() { vec![1.0, 0.5, 0.31, 0.2, 0.13, 0.08, 0.04, 0.02] } else { zooms };
    for actors in sizes.into_iter().map(|size| size as u32) {
        let mut desk = Desk::new(sample_map(actors, 1));
        let middle = Pos2::new(700.0, 500.0);
        desk.frame(vec![egui::Event::PointerMoved(middle)]);
        desk.measure("whole map", actors, |_| Vec::new());
        desk.measure("pointer moving", actors, |at| {
            vec![egui::Event::PointerMoved(middle + Vec2::new(at as f32, 0.0))]
        });
        // For the first time: slow frames are those in which letters are drawn that nobody has needed yet. The system
        // may stop us in any frame: the calmest of three.
        let first = (0..3)
            .map(|_| Desk::new(sample_map(actors, 1)).zoom_in(middle))
            .min_by_key(|frames| frames.last().copied());
        let wait = |at: usize| first.as_ref().and_then(|frames| frames.get(at)).copied().unwrap_or_default();
        println!(
            "{actors:>7} actors, first zoom to 200 %: median wait {:>9.2?}  nine in ten {:>9.2?}  longest {:>9.2?}",
            wait(70),
            wait(126),
            wait(139)
        );
        let product = desk.shell.map().products().keys().copied().last();
        let filter = Filter { products: product.into_iter().collect(), ..Filter::default() };
        let put_on = desk.have(Command::SetFilter(Box::new(filter)));
        let taken_off = desk.have(Command::SetFilter(Box::default()));
        for (what, (until_done, longest)) in [("put on", put_on), ("taken off", taken_off)] {
            println!(
                "{actors:>7} actors, filter by product {what:<9} in {until_done:>9.2?}  longest frame {longest:>9.2?}"
            );
        }
        desk.settle();
        // From a card up to the whole map, panning and zooming at each zoom.
        let whole = desk.shell.zoom();
        let card = desk.shell.map().actors().keys().nth(actors as usize / 3).copied();
        desk.shell.submit(Command::Select(card.map_or(Selection::None, Selection::actor)));
        desk.shell.submit(Command::FitSelection);
        desk.settle();
        desk.shell.submit(Command::Select(Selection::None));
        desk.settle();
        for wanted in zooms.iter().copied().filter(|wanted| *wanted >= whole) {
            desk.zoom(middle, wanted / desk.shell.zoom());
            desk.measure(&format!("at rest at {wanted}"), actors, |_| Vec::new());
            desk.measure(&format!("panning at {wanted}"), actors, panning);
            desk.measure(&format!("zooming at {wanted}"), actors, zooming);
        }
    }
}
