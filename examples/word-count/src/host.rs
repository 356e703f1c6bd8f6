//! The imports of `mortise/1` that this plugin uses.

mod mortise {
    #[link(wasm_import_module = "mortise/1")]
    unsafe extern "C" {
        pub fn input(to: *mut u8);
        pub fn output(bytes: *const u8, len: usize);
        pub fn error(code: i32, message: *const u8, len: usize);
        pub fn config(pointer: *const u8, len: usize) -> i64;
        pub fn pending() -> i32;
        pub fn take(to: *mut u8);
    }
}

pub const INVALID_ARGUMENT: i32 = 3;
const NOT_FOUND: i32 = 5;

/// Why a call fails: a status code and a message.
pub struct Failure {
    pub code: i32,
    pub message: String,
}

impl Failure {
    pub fn invalid(message: impl ToString) -> Failure {
        Failure { code: INVALID_ARGUMENT, message: message.to_string() }
    }
}

/// The input, whose length was the function's parameter.
pub fn input(len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    unsafe { mortise::input(bytes.as_mut_ptr()) };
    bytes
}

/// Ends the call; what it answers is what the export returns.
pub fn finish(result: Result<Vec<u8>, Failure>) -> i32 {
    match result {
        Ok(bytes) => {
            unsafe { mortise::output(bytes.as_ptr(), bytes.len()) };
            0
        }
        Err(failure) => {
            unsafe { mortise::error(failure.code, failure.message.as_ptr(), failure.message.len()) };
            1
        }
    }
}

/// The JSON value at a JSON pointer of the configuration, if there is one.
pub fn config(pointer: &str) -> Result<Option<Vec<u8>>, Failure> {
    let answer = unsafe { mortise::config(pointer.as_ptr(), pointer.len()) };
    let value = take();
    if answer >= 0 {
        return Ok(Some(value));
    }
    match -answer as i32 {
        NOT_FOUND => Ok(None),
        code => Err(Failure { code, message: String::from_utf8_lossy(&value).into_owned() }),
    }
}

/// What waits in the mailbox: an answer, or the message of a refusal.
fn take() -> Vec<u8> {
    let mut bytes = vec![0; unsafe { mortise::pending() } as usize];
    unsafe { mortise::take(bytes.as_mut_ptr()) };
    bytes
}
