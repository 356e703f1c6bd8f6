//! What a typical plugin does: reads a JSON object, changes it, answers it.

use serde_json::{Map, Value};

#[link(wasm_import_module = "mortise/1")]
unsafe extern "C" {
    fn input(to: *mut u8);
    fn output(bytes: *const u8, len: usize);
    fn error(code: i32, message: *const u8, len: usize);
}

const INVALID_ARGUMENT: i32 = 3;

/// The input object with `visits` counted up (from 0 where there is none) and `seen` set to true.
#[unsafe(no_mangle)]
pub extern "C" fn json(input_len: usize) -> i32 {
    let mut document = vec![0; input_len];
    unsafe { input(document.as_mut_ptr()) };
    match serde_json::from_slice(&document).and_then(|object| serde_json::to_vec(&visit(object))) {
        Ok(result) => {
            unsafe { output(result.as_ptr(), result.len()) };
            0
        }
        Err(problem) => {
            let message = problem.to_string();
            unsafe { error(INVALID_ARGUMENT, message.as_ptr(), message.len()) };
            1
        }
    }
}

fn visit(mut object: Map<String, Value>) -> Map<String, Value> {
    let visits = object.get("visits").and_then(Value::as_u64).unwrap_or(0);
    object.insert("visits".into(), visits.saturating_add(1).into());
    object.insert("seen".into(), true.into());
    object
}
