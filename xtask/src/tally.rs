//! Counting what test runners report in their closing lines.

use std::fmt;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed, were cut off, or could not be started.
    pub(crate) failed: usize,
}

impl Tally {
    /// What the lines of nextest, of cargo's own runner, or of node's say.
    pub(crate) fn of(lines: &[String]) -> Self {
        let mut tally = Self::default();
        for line in lines {
            tally.add(&plain(line));
        }
        tally
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// Cargo's and node's lines count only at the margin: nextest repeats what a failed test printed, indented.
    fn add(&mut self, line: &str) {
        let summary = line.trim_start();
        if line.starts_with("test result:") || (summary.starts_with("Summary [") && summary.contains(" run: ")) {
            self.passed += before(line, "passed");
            self.failed += before(line, "failed") + before(line, "timed out");
        } else if let Some(count) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            match count.split_once(' ') {
                Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
                Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The sum of the numbers that stand right before a word: `2 failed, 1 exec failed` has 3 before `failed`.
fn before(line: &str, word: &str) -> usize {
    line.split([',', ';', ':', '.'])
        .filter_map(|part| part.split(" (").next()?.trim().strip_suffix(word))
        .filter_map(|rest| rest.split_whitespace().next()?.parse::<usize>().ok())
        .sum()
}

/// A line without the terminal's colours.
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (usize, usize) {
        let tally = Tally::of(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        (tally.passed, tally.failed)
    }

    #[test]
    fn nextest_summary_is_counted_with_colours_and_asides() {
        assert_eq!(of("     Summary [   0.004s] 3 tests run: 3 passed, 0 skipped"), (3, 0));
        assert_eq!(
            of(
                "\u{1b}[31;1m     Summary\u{1b}[0m [  12.345s] \u{1b}[1m9/12\u{1b}[0m tests run: \u{1b}[1m5\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m (2 slow, 1 leaky), \u{1b}[1m2\u{1b}[0m failed, 1 exec failed, 1 timed out, 4 skipped"
            ),
            (5, 4)
        );
    }

    #[test]
    fn cargos_own_results_are_summed() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(of(text), (4, 2));
    }

    #[test]
    fn failed_test_repeated_by_nextest_counts_once() {
        let text = "     Summary [   0.152s] 2 tests run: 1 passed, 1 failed, 0 skipped\n        FAIL [   0.135s] (2/2) a b\n\
                    \u{20}   test result: FAILED. 0 passed; 1 failed; 0 ignored";
        assert_eq!(of(text), (1, 1));
    }

    #[test]
    fn nodes_counts_are_read_in_both_of_its_styles() {
        assert_eq!(of("# tests 4\n# pass 3\n# fail 1\n# cancelled 0"), (3, 1));
        assert_eq!(of("ℹ pass 2\nℹ fail 0\nℹ cancelled 1"), (2, 1));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(of("the order was passed on\n3 failed"), (0, 0));
    }
}
