package io.mortise.wasm.internal.wasi;

import java.io.IOException;
import java.util.Optional;

/** A directory. It holds nothing open but the listing it is in the middle of: every use walks from the root again. */
final class OpenFolder implements Descriptor {
    private final Place place;
    private final boolean isGranted;
    private Optional<Listing> listing = Optional.empty();

    /** @param isGranted one of the mounts themselves */
    OpenFolder(Place place, boolean isGranted) {
        this.place = place;
        this.isGranted = isGranted;
    }

    @Override
    public Place place() {
        return place;
    }

    boolean isGranted() {
        return isGranted;
    }

    /** The listing at {@code cookie}; a new one when the last was never there. */
    Listing listing(long cookie, MountedFolders handles) throws IOException, WasiError {
        if (listing.isEmpty() || !listing.get().canGoOnAt(cookie)) {
            close();
            listing = Optional.of(Listing.open(place, handles));
        }
        return listing.get();
    }

    @Override
    public void close() throws IOException {
        Optional<Listing> old = listing;
        listing = Optional.empty();
        if (old.isPresent()) {
            old.get().close();
        }
    }
}
