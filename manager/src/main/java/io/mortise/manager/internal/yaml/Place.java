package io.mortise.manager.internal.yaml;

/** Where something stands in a file: line and column from 1, and how many characters it takes on that line. */
public record Place(int line, int column, int length) implements Comparable<Place> {
    static final Place START = new Place(1, 1, 1);

    @Override
    public int compareTo(Place other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
