package io.mortise.wasm.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemangledTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_ZN4core9panicking5panic17h0123456789abcdefE | core::panicking::panic",
                "_ZN51_$LT$plugin..Mailer$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE"
                        + " | <plugin::Mailer as core::fmt::Debug>::fmt",
                "_RNvC6plugin4main | plugin::main",
                "_RNvNtCs1234_7mycrate3foo3bar | mycrate::foo::bar",
                "_RNvCskwGfYPst2Cb_3foo16example_function | foo::example_function",
                "_RNvMs_Cs4Cv8Wi1oAIB_7mycrateNtB4_7Example3foo | <mycrate::Example>::foo",
                "_RINvNtC3std3mem8align_ofdE | std::mem::align_of<f64>",
                "_RNCNvC6plugin4main0 | plugin::main::{closure#0}",
                "_RNvXC6pluginNtB2_3OneNtB2_3Two2go | <plugin::One as plugin::Two>::go",
                "_RINvC6plugin4callRShTjmEE | plugin::call<&[u8], (usize, u32)>",
                "_Z3foov | foo",
                "_ZN4mail4sendEi | mail::send",
                "_ZN4mail3BoxIiE4openEi | mail::Box<int>::open",
                "_ZNSt6vectorIiSaIiEE9push_backERKi | std::vector<int, std::allocator<int>>::push_back",
                "_ZN4mail6LetterC2Ev | mail::Letter::Letter",
                "_ZN4mail6LetterD1Ev | mail::Letter::~Letter",
                "_ZN4mail6LettereqERKS0_ | mail::Letter::operator==",
                "_ZN12_GLOBAL__N_14sendEv | (anonymous namespace)::send",
                "_ZNSt3__14sortIPiEEvT_S2_ | std::__1::sort<int*>",
                "main.deliver | main.deliver",
                "runtime.gopanic | runtime.gopanic",
                "deliver | deliver",
                "_ZN4mail | _ZN4mail",
                "_R | _R",
                "_RNvB_3foo | _RNvB_3foo"
            })
    void name_isToldAsItsAuthorWroteIt(String mangled, String told) {
        assertThat(Demangled.of(mangled)).isEqualTo(told);
    }

    @Test
    void name_isCut_whenItIsLong() {
        assertThat(Demangled.of("x".repeat(5_000))).hasSize(Demangled.MAX_OUTPUT);
    }

    /** Each level refers twice to the one before: a few hundred bytes that mean billions. */
    @Test
    void name_thatGrows_isLeftAsItIs() {
        StringBuilder bomb = new StringBuilder("_ZN1aI");
        bomb.append("1bIiiE");
        for (int i = 0; i < 60; i++) {
            bomb.append("1cIS")
                    .append(Integer.toString(i, 36).toUpperCase(java.util.Locale.ROOT))
                    .append("_S_E");
        }
        bomb.append("EE1fEv");

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Demangled.of(bomb.toString()));
        assertThatCode(() -> Demangled.of("_RI".repeat(400))).doesNotThrowAnyException();
        assertThatCode(() -> Demangled.of("_Z" + "P".repeat(900))).doesNotThrowAnyException();
    }
}
