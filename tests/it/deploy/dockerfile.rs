//! Reads the Dockerfile: what the last stage is made of and how it is started.

use harness::place;

/// One instruction: its word and the rest of the line, continuation lines joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instruction {
    pub(super) word: String,
    pub(super) rest: String,
}

/// The last stage of a Dockerfile.
#[derive(Debug, Clone)]
pub(super) struct FinalStage(pub(super) Vec<Instruction>);

impl FinalStage {
    /// That of the project.
    pub(super) fn read() -> Self {
        Self::parse(&std::fs::read_to_string(place::root().join("Dockerfile")).unwrap())
    }

    pub(super) fn parse(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
        let joined = lines.join("\n").replace("\\\n", " ");
        let instructions: Vec<Instruction> = joined
            .lines()
            .filter_map(|line| line.trim().split_once(char::is_whitespace))
            .map(|(word, rest)| Instruction { word: word.to_owned(), rest: rest.trim().to_owned() })
            .collect();
        let start = instructions.iter().rposition(|i| i.word == "FROM").expect("a stage begins with FROM");
        Self(instructions[start..].to_vec())
    }

    /// What follows the word, each time it stands there.
    pub(super) fn all(&self, word: &str) -> Vec<&str> {
        self.0.iter().filter(|i| i.word == word).map(|i| i.rest.as_str()).collect()
    }

    /// What follows the word, which stands there once.
    pub(super) fn only(&self, word: &str) -> &str {
        let all = self.all(word);
        assert_eq!(all.len(), 1, "{word} stands {} times in the last stage", all.len());
        all[0]
    }

    /// `COPY --from=build A B` as (A, B).
    pub(super) fn copies(&self) -> Vec<(String, String)> {
        self.all("COPY")
            .into_iter()
            .map(|rest| {
                let words: Vec<&str> = rest.split_whitespace().collect();
                assert_eq!((words.len(), words[0]), (3, "--from=build"), "only what was built goes into the image");
                (words[1].to_owned(), words[2].to_owned())
            })
            .collect()
    }

    /// `ENV` pairs.
    pub(super) fn environment(&self) -> Vec<(String, String)> {
        self.all("ENV")
            .iter()
            .flat_map(|rest| rest.split_whitespace())
            .map(|pair| pair.split_once('=').expect("NAME=value"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// The argument list of `CMD`, `ENTRYPOINT` or the end of `HEALTHCHECK`.
    pub(super) fn list(&self, word: &str) -> Vec<String> {
        let rest = self.only(word);
        serde_json::from_str(&rest[rest.find('[').expect("the exec form")..]).expect("a JSON list")
    }
}

#[test]
fn the_last_stage_is_slim_and_runs_as_nobody_in_particular() {
    let stage = FinalStage::read();
    assert_eq!(stage.only("FROM"), "debian:bookworm-slim");
    assert_eq!(stage.only("USER"), "sadu");
    assert!(stage.only("RUN").contains("useradd --system --uid 10001"), "the user has a number of its own");
    assert_eq!(stage.list("ENTRYPOINT"), ["sadu"]);
    assert_eq!(stage.list("CMD"), ["serve"]);
    assert_eq!(stage.only("STOPSIGNAL"), "SIGTERM");
    let listen = stage.environment().into_iter().find(|(name, _)| name == "SADU_LISTEN").unwrap().1;
    assert_eq!(listen.rsplit(':').next(), Some(stage.only("EXPOSE")), "the port that is exposed is listened on");
}
