//! Counts the words of a text. `count` takes the text as it is, `top` takes `{"text", "n"}`.

pub mod count;

#[cfg(target_arch = "wasm32")]
mod functions;
#[cfg(target_arch = "wasm32")]
mod host;
