//! How long the window takes from its start to its first picture of a map with 47 actors, and how much memory it then has:
//! `cargo bench --bench start`, on software OpenGL under Xvfb (Linux; packages xvfb, libgl1-mesa-dri). Goals: 300 ms, 90 MB.
//!
//! The picture is read where Xvfb keeps its screen, so that nothing in the program knows that it is timed.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const SCREEN: (usize, usize) = (1280, 720);
const BYTES_PER_POINT: usize = 4;
/// Points between those that are looked at; odd, to see each column.
const STEP: usize = 61;
/// A window without its map has far fewer colours.
const COLOURS: usize = 100;
const RUNS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(20);
/// Until the work after the first frame is done, too.
const SETTLED: Duration = Duration::from_secs(3);

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let screen = Screen::open(folder.path());
    println!("{:>4} {:>14} {:>12} {:>12} {:>12}", "run", "first map, ms", "resident, MB", "program, MB", "own, MB");
    for run in 1..=RUNS {
        let (time, memory) = start(&screen, folder.path());
        let [resident, program, own] = memory.map(|kilobytes| kilobytes as f64 / 1e3);
        println!("{run:>4} {:>14.0} {resident:>12.0} {program:>12.0} {own:>12.0}", time.as_secs_f64() * 1e3);
    }
    println!(
        "resident: all; program: pages of its file; own: heap and other memory without a file, the driver's included"
    );
}

/// A screen that is nowhere, whose points are in a file.
struct Screen {
    server: Child,
    name: String,
    points: std::path::PathBuf,
}

impl Screen {
    fn open(folder: &Path) -> Self {
        // Another one than any that is in use.
        let name = format!(":{}", 1_000 + std::process::id() % 50_000);
        let (width, height) = SCREEN;
        let server = Command::new("Xvfb")
            .args([&name, "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp", "-fbdir"])
            .arg(folder)
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb");
        let screen = Self { server, name, points: folder.join("Xvfb_screen0") };
        let begin = Instant::now();
        while screen.colours() == 0 {
            assert!(begin.elapsed() < PATIENCE, "Xvfb did not start");
            sleep(Duration::from_millis(20));
        }
        sleep(Duration::from_millis(500));
        screen
    }

    /// How many colours are seen.
    fn colours(&self) -> usize {
        let file = fs::read(&self.points).unwrap_or_default();
        let size = SCREEN.0 * SCREEN.1 * BYTES_PER_POINT;
        let points = file.get(file.len().saturating_sub(size)..).unwrap_or_default();
        points.chunks_exact(BYTES_PER_POINT).step_by(STEP).collect::<BTreeSet<_>>().len()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _over = self.server.kill().and_then(|()| self.server.wait());
    }
}

/// Starts the window and ends it again: the time to its map, and kilobytes that are resident, its file's, its own.
fn start(screen: &Screen, folder: &Path) -> (Duration, [usize; 3]) {
    let map = folder.join("map.lienket");
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/saves/can-tho-2019.lienket"), &map).expect("the sample");
    while screen.colours() > 1 {
        sleep(Duration::from_millis(20));
    }
    let begin = Instant::now();
    let mut window = Command::new(env!("CARGO_BIN_EXE_lienket"))
        .arg(&map)
        .env("DISPLAY", &screen.name)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .envs(["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"].map(|name| (name, folder)))
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    while screen.colours() < COLOURS && begin.elapsed() < PATIENCE {
        sleep(Duration::from_millis(2));
    }
    let time = begin.elapsed();
    sleep(SETTLED);
    let memory = memory(window.id());
    let _over = window.kill().and_then(|()| window.wait());
    assert!(time < PATIENCE, "no map was seen");
    (time, memory)
}

/// Kilobytes of a process: resident, of its program's file, of no file.
fn memory(process: u32) -> [usize; 3] {
    let maps = fs::read_to_string(format!("/proc/{process}/smaps")).expect("its memory");
    let program = env!("CARGO_BIN_EXE_lienket");
    let (mut is_program, mut sums) = (false, [0; 3]);
    for line in maps.lines() {
        let mut words = line.split_ascii_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let size = || second.parse::<usize>().unwrap_or_default();
        match first {
            "Rss:" => {
                sums[0] += size();
                sums[1] += if is_program { size() } else { 0 };
            }
            "Anonymous:" => sums[2] += size(),
            _ if first.contains('-') => is_program = line.ends_with(program),
            _ => {}
        }
    }
    sums
}
