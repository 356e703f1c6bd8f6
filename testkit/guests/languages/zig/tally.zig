//! The guest of testkit/guests/languages in Zig, without an operating system.
const std = @import("std");

const host = struct {
    extern "mortise/1" fn input(to: [*]u8) void;
    extern "mortise/1" fn output(bytes: [*]const u8, len: usize) void;
    extern "mortise/1" fn @"error"(code: i32, message: [*]const u8, len: usize) void;
    extern "mortise/1" fn take(to: [*]u8) void;
    extern "mortise/1" fn kv_get(key: [*]const u8, len: usize) i64;
    extern "mortise/1" fn kv_set(key: [*]const u8, len: usize, value: [*]const u8, value_len: usize, ttl_ms: i64) i64;
};

const invalid_argument = 3;
const out_of_range = 11;
const unavailable = 14;

var room: [128 << 10]u8 = undefined;
var greeting: []const u8 = "";
var kept: [256]u8 = undefined;

fn fail(code: i32, message: []const u8) i32 {
    host.@"error"(code, message.ptr, message.len);
    return 1;
}

export fn mortise_start(len: usize) i32 {
    if (len > kept.len) return fail(invalid_argument, "the configuration is too long");
    host.input(&kept);
    greeting = kept[0..len];
    return 0;
}

export fn greet(len: usize) i32 {
    host.output(greeting.ptr, greeting.len);
    host.output(" ", 1);
    return echo(len);
}

export fn echo(len: usize) i32 {
    if (len > room.len) return fail(out_of_range, "the input is too long");
    host.input(&room);
    host.output(&room, len);
    return 0;
}

export fn count(_: usize) i32 {
    var digits: [20]u8 = undefined;
    const found = host.kv_get("n", 1);
    var before: u64 = 0;
    if (found > 0 and found <= digits.len) {
        host.take(&digits);
        before = std.fmt.parseInt(u64, digits[0..@intCast(found)], 10) catch 0;
    }
    const number = std.fmt.bufPrint(&digits, "{d}", .{before + 1}) catch unreachable;
    if (host.kv_set("n", 1, number.ptr, number.len, 0) < 0) return fail(unavailable, "the number was not kept");
    host.output(number.ptr, number.len);
    return 0;
}

export fn refuse(len: usize) i32 {
    const words = "no: ";
    if (words.len + len > room.len) return fail(out_of_range, "the input is too long");
    @memcpy(room[0..words.len], words);
    host.input(room[words.len..].ptr);
    return fail(invalid_argument, room[0 .. words.len + len]);
}

export fn fall(_: usize) i32 {
    @trap();
}

export fn spin(len: usize) i32 {
    var turns = len;
    const watched: *volatile usize = &turns;
    while (true) watched.* +%= 1;
}
