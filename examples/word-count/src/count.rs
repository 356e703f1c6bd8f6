//! Counting, without any host: this part runs and is tested everywhere.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, PartialEq, Serialize)]
pub struct Counts {
    pub words: usize,
    pub lines: usize,
    /// Unicode scalar values, line ends included.
    pub characters: usize,
    /// The first of the longest words; empty where there is no word.
    pub longest: String,
    pub top: Vec<Frequency>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Frequency {
    pub word: String,
    pub count: usize,
}

pub fn count(text: &str, top: usize, stop_words: &[String]) -> Counts {
    let mut words = 0;
    let mut longest = (0, String::new());
    let mut seen = BTreeMap::new();
    for word in words_of(text) {
        words += 1;
        let length = word.chars().count();
        if length > longest.0 {
            longest = (length, word.clone());
        }
        *seen.entry(word).or_insert(0) += 1;
    }
    Counts {
        words,
        lines: text.lines().count(),
        characters: text.chars().count(),
        longest: longest.1,
        top: most_frequent(seen, top, stop_words),
    }
}

/// The words as UAX #29 bounds them, lower case, with one kind of apostrophe. A `_` around a word is emphasis, not part of it.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.unicode_words()
        .map(|word| word.trim_matches('_'))
        .filter(|word| !word.is_empty())
        .map(normal)
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

/// The most frequent first; words of the same frequency in alphabetical order, which is the order of the map.
fn most_frequent(seen: BTreeMap<String, usize>, top: usize, stop_words: &[String]) -> Vec<Frequency> {
    let stopped: BTreeSet<String> = stop_words.iter().map(|word| normal(word)).collect();
    let mut frequencies: Vec<Frequency> = seen
        .into_iter()
        .filter(|(word, _)| !stopped.contains(word))
        .map(|(word, count)| Frequency { word, count })
        .collect();
    frequencies.sort_by(|a, b| b.count.cmp(&a.count));
    frequencies.truncate(top);
    frequencies
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequency(word: &str, count: usize) -> Frequency {
        Frequency { word: word.into(), count }
    }

    #[test]
    fn count_names_everything_of_a_text() {
        let counts = count("The cat.\nthe DOG, the end", 2, &[]);

        let top = vec![frequency("the", 3), frequency("cat", 1)];
        assert_eq!(counts, Counts { words: 6, lines: 2, characters: 25, longest: "the".into(), top });
    }

    #[test]
    fn count_lowers_every_script_and_joins_apostrophes() {
        let counts = count("Straße STRASSE Été e\u{301}te\u{301} ΣΊΣΥΦΟΣ Don\u{2019}t don't _very_", 10, &[]);

        let words: Vec<_> = counts.top.iter().map(|f| (f.word.as_str(), f.count)).collect();
        let expected = [
            ("don't", 2), ("e\u{301}te\u{301}", 1), ("strasse", 1), ("straße", 1), ("very", 1), ("été", 1), ("σίσυφος", 1),
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn count_leaves_stop_words_out_of_top_only() {
        let counts = count("a b a c", 10, &["A".into()]);

        assert_eq!(counts.words, 4);
        assert_eq!(counts.top, vec![frequency("b", 1), frequency("c", 1)]);
    }

    #[test]
    fn count_of_nothing_is_zero() {
        let expected = Counts { words: 0, lines: 0, characters: 0, longest: String::new(), top: vec![] };
        assert_eq!(count("", 10, &[]), expected);
    }
}
