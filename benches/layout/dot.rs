//! The same columns drawn by Graphviz dot, where that is installed.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::crossings::{Line, along};

/// What dot drew.
pub struct Drawn {
    pub lines: Vec<Line>,
    pub height: f64,
    /// Seconds, with its start.
    pub took: f64,
}

/// The pictures that dot is asked for: as it draws, with eight times the effort, and with everything listed backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Usual,
    Thorough,
    Backwards,
}

impl Picture {
    pub const ALL: [Self; 3] = [Self::Usual, Self::Thorough, Self::Backwards];
}

/// Draws boxes in columns, and ties from lower to higher columns; `None` when dot is not there or gave up.
pub fn draw(columns: &[usize], ties: &[(usize, usize)], picture: Picture) -> Option<Drawn> {
    let mut text = String::from(
        "digraph{rankdir=LR;nodesep=0.33;ranksep=1.2;edge[arrowhead=none];\
         node[shape=box,width=2.44,height=0.89,fixedsize=true,label=\"\"];\n",
    );
    if picture == Picture::Thorough {
        text += "mclimit=8;\n";
    }
    let last = columns.iter().max()?;
    for column in 0..=*last {
        let _ = write!(text, "{{rank=same;c{column}[width=.1,height=.1];");
        let own = columns.iter().enumerate().filter(|(_, own)| **own == column).map(|(node, _)| node);
        let mut own: Vec<usize> = own.collect();
        if picture == Picture::Backwards {
            own.reverse();
        }
        for node in own {
            let _ = write!(text, "n{node};");
        }
        text += "}\n";
        if column > 0 {
            let _ = writeln!(text, "c{}->c{column}[style=invis];", column - 1);
        }
    }
    let mut ties = ties.to_vec();
    if picture == Picture::Backwards {
        ties.reverse();
    }
    for (from, to) in ties {
        let _ = writeln!(text, "n{from}->n{to};");
    }
    text += "}";
    let began = Instant::now();
    let mut dot = Command::new("timeout")
        .args(["100", "dot", "-Tjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = dot.stdin.take()?;
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = dot.wait_with_output().ok()?;
    let took = began.elapsed().as_secs_f64();
    let _ = writer.join();
    let drawn: Value = serde_json::from_slice(&output.stdout).ok()?;
    let point = |text: &str| -> Option<[f64; 2]> {
        let (x, y) = text.split_once(',')?;
        Some([x.parse().ok()?, y.parse().ok()?])
    };
    let (mut lines, mut ys) = (Vec::new(), Vec::new());
    for object in drawn["objects"].as_array()? {
        if object["name"].as_str().is_some_and(|name| name.starts_with('n')) {
            ys.extend(object["pos"].as_str().and_then(point).map(|point| point[1]));
        }
    }
    for edge in drawn["edges"].as_array()?.iter().filter(|edge| edge["style"] != "invis") {
        let points: Vec<[f64; 2]> = edge["pos"].as_str()?.split_whitespace().filter_map(point).collect();
        let mut line: Line = points.first().copied().into_iter().collect();
        for curve in points.windows(4).step_by(3) {
            line.extend(along([curve[0], curve[1], curve[2], curve[3]]));
        }
        lines.push(line);
    }
    let height = ys.iter().copied().fold(f64::MIN, f64::max) - ys.iter().copied().fold(f64::MAX, f64::min);
    Some(Drawn { lines, height, took })
}
