//! The fewest elements that complete a number of models, where a model is complete once each of its cases is covered: a
//! set cover with a quota, which is NP-hard (Karp, "Reducibility among combinatorial problems", 1972). Small problems
//! are solved exactly by iterative deepening with a bound, large ones greedily (Chvátal, "A greedy heuristic for the
//! set-covering problem", 1979), with a lower bound.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::progress::Progress;

/// Problems up to this many models and cases are solved exactly.
const EXACT_MODELS: usize = 20;
const EXACT_CASES: usize = 64;
/// The step limit of the exact solver, a fraction of a second.
const MAX_STEPS: usize = 300_000;
/// The worth of a whole model; divisible by all small numbers, so that fractions of it are exact.
const MODEL_WORTH: u64 = 720_720;

/// A set cover problem.
pub(super) struct SetCover {
    /// The model of each case.
    model_of: Vec<usize>,
    /// The cases of each model.
    cases_of: Vec<Vec<usize>>,
    /// The cases that each element covers, sorted. Earlier elements are preferred.
    covers: Vec<Vec<usize>>,
    /// The elements that cover each case.
    covered_by: Vec<Vec<usize>>,
}

/// A solution of the problem.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CoverSolution {
    /// The elements.
    pub elements: Vec<usize>,
    /// The models that they complete.
    pub models: Vec<usize>,
    /// Whether fewer elements are impossible.
    pub is_exact: bool,
    /// A lower bound of the number of elements.
    pub lower_bound: usize,
}

impl SetCover {
    pub fn new(models: usize, model_of: Vec<usize>, covers: Vec<Vec<usize>>) -> Self {
        let mut cases_of = vec![Vec::new(); models];
        for (case, model) in model_of.iter().enumerate() {
            if let Some(cases) = cases_of.get_mut(*model) {
                cases.push(case);
            }
        }
        let mut covered_by = vec![Vec::new(); model_of.len()];
        for (element, cases) in covers.iter().enumerate() {
            for case in cases {
                if let Some(elements) = covered_by.get_mut(*case) {
                    elements.push(element);
                }
            }
        }
        Self { model_of, cases_of, covers, covered_by }
    }

    fn cover(&self, element: usize) -> &[usize] {
        self.covers.get(element).map_or(&[], Vec::as_slice)
    }
}

/// Selects elements that complete `quota` models. `None` when cancelled.
pub(super) fn solve(problem: &SetCover, quota: usize, progress: &Progress<'_>) -> Option<CoverSolution> {
    let mut elements = GreedySolver::new(problem, progress)?.solve(quota, progress)?;
    let mut bound = lower_bound(problem, quota);
    if problem.cases_of.len() <= EXACT_MODELS && problem.model_of.len() <= EXACT_CASES {
        let mut solver = ExactSolver::new(problem, quota);
        while bound < elements.len() {
            let found = solver.solve_within(bound, progress);
            progress.check_cancelled()?;
            if solver.steps > MAX_STEPS {
                break;
            }
            match found {
                Some(found) => elements = found,
                None => bound += 1,
            }
        }
    }
    let covered: BTreeSet<usize> = elements.iter().flat_map(|element| problem.cover(*element)).copied().collect();
    let complete = |cases: &[usize]| cases.iter().all(|case| covered.contains(case));
    let models = problem.cases_of.iter().enumerate().filter(|(_, cases)| complete(cases)).map(|(at, _)| at).collect();
    Some(CoverSolution { is_exact: elements.len() <= bound, elements, models, lower_bound: bound })
}

/// A lower bound of the number of elements: the largest covers, as if none overlapped, against the models with fewest
/// cases.
fn lower_bound(problem: &SetCover, quota: usize) -> usize {
    let mut needs: Vec<usize> = problem.cases_of.iter().map(Vec::len).collect();
    needs.sort_unstable();
    let need: usize = needs.iter().take(quota).sum();
    let mut sizes: Vec<usize> = problem.covers.iter().map(Vec::len).collect();
    sizes.sort_unstable_by_key(|size| Reverse(*size));
    let before = sizes.iter().scan(0, |covered, size| {
        let before = *covered;
        *covered += size;
        Some(before)
    });
    before.take_while(|covered| *covered < need).count()
}

/// The greedy choice: always the element of most worth, where covering a case of a model is worth its fraction of the
/// model's uncovered cases.
struct GreedySolver<'a> {
    problem: &'a SetCover,
    covered: Vec<u32>,
    uncovered: Vec<usize>,
    worth: Vec<u64>,
    queue: BTreeSet<(Reverse<u64>, usize)>,
    completed_count: usize,
}

impl<'a> GreedySolver<'a> {
    fn new(problem: &'a SetCover, progress: &Progress<'_>) -> Option<Self> {
        let uncovered = problem.cases_of.iter().map(Vec::len).collect();
        let covered = vec![0; problem.model_of.len()];
        let mut greedy =
            Self { problem, covered, uncovered, worth: Vec::new(), queue: BTreeSet::new(), completed_count: 0 };
        greedy.worth = vec![0; problem.covers.len()];
        for model in 0..problem.cases_of.len() {
            let worths = greedy.worth_in(model);
            progress.step(1 + worths.len())?;
            for (element, worth) in worths {
                if let Some(sum) = greedy.worth.get_mut(element) {
                    *sum += worth;
                }
            }
        }
        greedy.queue = greedy.worth.iter().enumerate().map(|(element, worth)| (Reverse(*worth), element)).collect();
        Some(greedy)
    }

    fn is_covered(&self, case: usize) -> bool {
        self.covered.get(case).is_some_and(|times| *times > 0)
    }

    /// The worth of each element by its cases of one model.
    fn worth_in(&self, model: usize) -> BTreeMap<usize, u64> {
        let mut worth: BTreeMap<usize, u64> = BTreeMap::new();
        let cases = self.problem.cases_of.get(model).map_or(&[][..], Vec::as_slice);
        for case in cases.iter().filter(|case| !self.is_covered(**case)) {
            for element in self.problem.covered_by.get(*case).map_or(&[][..], Vec::as_slice) {
                *worth.entry(*element).or_default() += 1;
            }
        }
        let uncovered = self.uncovered.get(model).map_or(1, |cases| (*cases).max(1) as u64);
        for part in worth.values_mut() {
            *part = *part * MODEL_WORTH / uncovered;
        }
        worth
    }

    /// Updates the worth of an element.
    fn update_worth(&mut self, element: usize, less: u64, more: u64) {
        let Some(worth) = self.worth.get_mut(element) else { return };
        let was_queued = self.queue.remove(&(Reverse(*worth), element));
        *worth = worth.saturating_sub(less) + more;
        if was_queued {
            self.queue.insert((Reverse(*worth), element));
        }
    }

    fn solve(mut self, quota: usize, progress: &Progress<'_>) -> Option<Vec<usize>> {
        let mut selected = Vec::new();
        while self.completed_count < quota {
            let Some((Reverse(worth), element)) = self.queue.pop_first() else { break };
            if worth == 0 {
                break;
            }
            selected.push(element);
            self.select(element, progress)?;
        }
        self.drop_redundant(&mut selected, quota);
        selected.sort_unstable();
        Some(selected)
    }

    /// Selects an element. Only its models change, so only their elements are revalued: over a whole run, each model at
    /// most once per case.
    fn select(&mut self, element: usize, progress: &Progress<'_>) -> Option<()> {
        let mut by_model: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for case in self.problem.cover(element) {
            if let Some(model) = self.problem.model_of.get(*case) {
                by_model.entry(*model).or_default().push(*case);
            }
        }
        for (model, cases) in by_model {
            let newly_covered = cases.iter().filter(|case| !self.is_covered(**case)).count();
            let before = if newly_covered > 0 { self.worth_in(model) } else { BTreeMap::new() };
            for case in cases {
                if let Some(times) = self.covered.get_mut(case) {
                    *times += 1;
                }
            }
            if let Some(uncovered) = self.uncovered.get_mut(model).filter(|_| newly_covered > 0) {
                *uncovered -= newly_covered;
                self.completed_count += usize::from(*uncovered == 0);
            }
            let after = if newly_covered > 0 { self.worth_in(model) } else { BTreeMap::new() };
            progress.step(1 + before.len())?;
            for (other, less) in before {
                self.update_worth(other, less, after.get(&other).copied().unwrap_or_default());
            }
        }
        Some(())
    }

    /// Drops redundant elements, the last first, while `quota` models stay complete.
    fn drop_redundant(&mut self, selected: &mut Vec<usize>, quota: usize) {
        for at in (0..selected.len()).rev() {
            let Some(element) = selected.get(at).copied() else { continue };
            let only = |case: &&usize| self.covered.get(**case) == Some(&1);
            let broken: BTreeSet<usize> = self
                .problem
                .cover(element)
                .iter()
                .filter(only)
                .filter_map(|case| self.problem.model_of.get(*case).copied())
                .filter(|model| self.uncovered.get(*model) == Some(&0))
                .collect();
            if self.completed_count - broken.len() < quota {
                continue;
            }
            self.completed_count -= broken.len();
            selected.remove(at);
            for case in self.problem.cover(element) {
                let model = self.problem.model_of.get(*case).copied().unwrap_or_default();
                if let (Some(times), Some(uncovered)) = (self.covered.get_mut(*case), self.uncovered.get_mut(model)) {
                    *times -= 1;
                    *uncovered += usize::from(*times == 0);
                }
            }
        }
    }
}

/// The exact solver: sets of cases as bits.
struct ExactSolver {
    quota: usize,
    /// The cases of each model.
    models: Vec<u64>,
    /// The cases that elements cover, each set once and none inside another; largest first.
    covers: Vec<(u64, usize)>,
    steps: usize,
}

impl ExactSolver {
    fn new(problem: &SetCover, quota: usize) -> Self {
        let bits =
            |cases: &[usize]| cases.iter().fold(0u64, |bits, case| bits | 1u64.checked_shl(*case as u32).unwrap_or(0));
        let models = problem.cases_of.iter().map(|cases| bits(cases)).collect();
        let mut first: BTreeMap<u64, usize> = BTreeMap::new();
        for (element, cases) in problem.covers.iter().enumerate() {
            first.entry(bits(cases)).or_insert(element);
        }
        let is_subset = |one: u64| first.keys().any(|other| *other != one && one & !other == 0);
        let mut covers: Vec<(u64, usize)> =
            first.iter().filter(|(cover, _)| !is_subset(**cover)).map(|(cover, element)| (*cover, *element)).collect();
        covers.sort_unstable_by_key(|(cover, element)| (Reverse(cover.count_ones()), *element));
        Self { quota, models, covers, steps: 0 }
    }

    /// At most `limit` elements that complete the quota; `None` when there are none, at the step limit, or when
    /// cancelled.
    fn solve_within(&mut self, limit: usize, progress: &Progress<'_>) -> Option<Vec<usize>> {
        let mut selected = Vec::new();
        self.search(0, 0, limit, &mut selected, progress).then(|| {
            selected.sort_unstable();
            selected
        })
    }

    fn search(
        &mut self,
        from: usize,
        covered: u64,
        left: usize,
        selected: &mut Vec<usize>,
        progress: &Progress<'_>,
    ) -> bool {
        self.steps += 1;
        let mut uncovered: Vec<u32> = self.models.iter().map(|cases| (cases & !covered).count_ones()).collect();
        uncovered.sort_unstable();
        let need: u32 = uncovered.iter().take(self.quota).sum();
        if need == 0 {
            return true;
        }
        // Each call scans all models and the remaining elements.
        let steps = 1 + self.models.len() + self.covers.len().saturating_sub(from);
        if left == 0 || self.steps > MAX_STEPS || progress.step(steps).is_none() {
            return false;
        }
        let rest = self.covers.get(from..).unwrap_or_default();
        let mut gains: Vec<u32> = rest.iter().map(|(cover, _)| (cover & !covered).count_ones()).collect();
        gains.sort_unstable_by_key(|gain| Reverse(*gain));
        if gains.iter().take(left).sum::<u32>() < need {
            return false;
        }
        for at in from..self.covers.len() {
            let Some((cover, element)) = self.covers.get(at).copied() else { break };
            if cover & !covered == 0 {
                continue;
            }
            selected.push(element);
            if self.search(at + 1, covered | cover, left - 1, selected, progress) {
                return true;
            }
            selected.pop();
        }
        false
    }
}
