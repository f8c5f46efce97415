//! The window without a screen.

#![allow(dead_code, reason = "no bench uses all of it")]

use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use lienket::app::{DialogRequest, DialogResult, Environment, FileDialogs, Settings, Shell};
use lienket::command::Command;
use lienket::map::LinkageMap;

struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        Box::new(|| DialogResult::Cancelled)
    }
}

pub struct Desk {
    pub ctx: Context,
    pub shell: Shell,
    /// The longest frame since this was set.
    pub longest: Duration,
    time: f64,
}

impl Desk {
    /// The window with this map, at rest.
    pub fn new(map: LinkageMap) -> Self {
        Self::with(map, |_| {})
    }

    /// The window with this map, at rest, in surroundings that are changed first.
    pub fn with(map: LinkageMap, change: impl FnOnce(&mut Environment)) -> Self {
        let ctx = Context::default();
        let mut environment = Environment::with_dialogs(Box::new(Nobody));
        change(&mut environment);
        let shell = Shell::new(&ctx, map, None, Settings::default(), environment);
        let mut desk = Self { ctx, shell, longest: Duration::ZERO, time: 0.0 };
        desk.settle();
        desk
    }

    /// One frame: how long it took, and how many vertices there were.
    pub fn frame(&mut self, events: Vec<egui::Event>) -> (Duration, usize) {
        self.time += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(1600.0, 1000.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.time), events, ..RawInput::default() };
        let (ctx, shell) = (&self.ctx, &mut self.shell);
        let began = Instant::now();
        let output = ctx.run_ui(input, |ui| {
            shell.update(ui.ctx());
            shell.draw(ui);
        });
        let meshes = ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = meshes.iter().map(|part| match &part.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        let vertices = vertices.sum();
        let time = began.elapsed();
        self.longest = self.longest.max(time);
        (time, vertices)
    }

    /// From a command to the end of the frame that has executed it, and until nothing is computed any more.
    pub fn time(&mut self, command: Command) -> [Duration; 2] {
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

    /// Frames until nothing is computed any more.
    pub fn settle(&mut self) {
        loop {
            for _ in 0..20 {
                self.frame(Vec::new());
            }
            if !self.shell.is_working() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The heads of the columns of [`report`].
pub fn report_head() {
    println!("{:>32}{:>12}{:>12}{:>12}{:>12}", "", "frame ms", "most", "settled ms", "most");
}

/// Prints the median and the most of the frames, and of the times until nothing is computed any more.
pub fn report(what: &str, times: impl Iterator<Item = [Duration; 2]>) {
    let (mut frames, mut settled): (Vec<Duration>, Vec<Duration>) = times.map(|[frame, all]| (frame, all)).unzip();
    print!("{what:>32}");
    for times in [&mut frames, &mut settled] {
        times.sort();
        let middle = times.get(times.len() / 2);
        for time in [middle, times.last()] {
            print!("{:>12.2}", time.map_or(0.0, Duration::as_secs_f64) * 1000.0);
        }
    }
    println!();
}
