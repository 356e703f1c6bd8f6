//! The guest of testkit/guests/languages in Rust, with its standard library and nothing else.
use std::cell::RefCell;

mod host {
    #[link(wasm_import_module = "mortise/1")]
    extern "C" {
        pub fn input(to: *mut u8);
        pub fn output(bytes: *const u8, len: usize);
        pub fn error(code: i32, message: *const u8, len: usize);
        pub fn take(to: *mut u8);
        pub fn kv_get(key: *const u8, len: usize) -> i64;
        pub fn kv_set(key: *const u8, len: usize, value: *const u8, value_len: usize, ttl_ms: i64) -> i64;
    }
}

const INVALID_ARGUMENT: i32 = 3;
const UNAVAILABLE: i32 = 14;

thread_local! {
    static GREETING: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn filled(len: usize, fill: unsafe extern "C" fn(*mut u8)) -> Vec<u8> {
    let mut bytes = vec![0; len];
    // The host writes exactly `len` bytes.
    unsafe { fill(bytes.as_mut_ptr()) };
    bytes
}

fn output(bytes: &[u8]) {
    unsafe { host::output(bytes.as_ptr(), bytes.len()) }
}

fn fail(code: i32, message: &[u8]) -> i32 {
    unsafe { host::error(code, message.as_ptr(), message.len()) };
    1
}

#[no_mangle]
pub extern "C" fn mortise_start(len: usize) -> i32 {
    GREETING.with(|greeting| *greeting.borrow_mut() = filled(len, host::input));
    0
}

#[no_mangle]
pub extern "C" fn greet(len: usize) -> i32 {
    GREETING.with(|greeting| output(&greeting.borrow()));
    output(b" ");
    echo(len)
}

#[no_mangle]
pub extern "C" fn echo(len: usize) -> i32 {
    output(&filled(len, host::input));
    0
}

#[no_mangle]
pub extern "C" fn count(_len: usize) -> i32 {
    let found = unsafe { host::kv_get(b"n".as_ptr(), 1) };
    let before: u64 = match found {
        1.. => String::from_utf8_lossy(&filled(found as usize, host::take)).parse().unwrap_or(0),
        _ => 0,
    };
    let number = (before + 1).to_string();
    if unsafe { host::kv_set(b"n".as_ptr(), 1, number.as_ptr(), number.len(), 0) } < 0 {
        return fail(UNAVAILABLE, b"the number was not kept");
    }
    output(number.as_bytes());
    0
}

#[no_mangle]
pub extern "C" fn refuse(len: usize) -> i32 {
    fail(INVALID_ARGUMENT, &[b"no: ", &filled(len, host::input)[..]].concat())
}

#[no_mangle]
pub extern "C" fn fall(len: usize) -> i32 {
    panic!("fell with {len} bytes")
}

#[no_mangle]
pub extern "C" fn spin(len: usize) -> i32 {
    let mut turns = len;
    loop {
        turns = std::hint::black_box(turns.wrapping_add(1));
    }
}
