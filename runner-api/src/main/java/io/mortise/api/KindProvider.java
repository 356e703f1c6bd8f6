package io.mortise.api;

import java.util.List;

/** Brings kinds. Found by {@link java.util.ServiceLoader}. */
public interface KindProvider {
    List<Kind> kinds();
}
