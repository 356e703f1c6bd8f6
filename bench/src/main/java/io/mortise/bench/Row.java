package io.mortise.bench;

/** One line of the table. */
interface Row {
    String name();

    /** What is measured, against what. */
    String title();

    Result measure(Effort effort) throws Exception;

    /**
     * What came out.
     *
     * @param figure what the goal is about, as people read it
     * @param goal as people read it
     * @param absolute both sides' figures
     */
    record Result(String figure, String goal, boolean isMet, String absolute) {}
}
