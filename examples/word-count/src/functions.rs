//! The plugin's functions, exported under the names that `plugin.yaml` declares.

use crate::count::{Counts, Frequency, count};
use crate::host::{self, Failure};
use serde::{Deserialize, Serialize};

/// The configuration; the defaults are those of the manifest's schema, for a host that runs the bare module.
#[derive(Deserialize)]
#[serde(default)]
struct Settings {
    top: usize,
    stop_words: Vec<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { top: 10, stop_words: vec![] }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopRequest {
    text: String,
    n: Option<usize>,
}

#[derive(Serialize)]
struct Top {
    top: Vec<Frequency>,
}

#[unsafe(export_name = "count")]
extern "C" fn count_export(input_len: usize) -> i32 {
    host::finish(count_text(&host::input(input_len)).and_then(|counts| json(&counts)))
}

#[unsafe(export_name = "top")]
extern "C" fn top_export(input_len: usize) -> i32 {
    host::finish(top_words(&host::input(input_len)).and_then(|top| json(&top)))
}

fn count_text(input: &[u8]) -> Result<Counts, Failure> {
    let text = std::str::from_utf8(input)
        .map_err(|e| Failure::invalid(format!("wants UTF-8 text; byte {} is none", e.valid_up_to())))?;
    let settings = settings()?;
    Ok(count(text, settings.top, &settings.stop_words))
}

fn top_words(input: &[u8]) -> Result<Top, Failure> {
    let request: TopRequest = serde_json::from_slice(input).map_err(Failure::invalid)?;
    let settings = settings()?;
    let n = request.n.unwrap_or(settings.top);
    if !(1..=100).contains(&n) {
        return Err(Failure::invalid(format!("n: {n} is not in 1..100")));
    }
    Ok(Top { top: count(&request.text, n, &settings.stop_words).top })
}

fn settings() -> Result<Settings, Failure> {
    match host::config("")? {
        Some(document) => serde_json::from_slice(&document).map_err(Failure::invalid),
        None => Ok(Settings::default()),
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(Failure::invalid)
}
