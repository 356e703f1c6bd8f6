package io.mortise.bench;

/** What a JVM costs that does nothing. Public for {@code java}. */
public final class Hello {
    private Hello() {}

    public static void main(String[] words) {
        System.out.println("hello");
    }
}
