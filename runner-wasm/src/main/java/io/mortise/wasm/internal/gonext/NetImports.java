package io.mortise.wasm.internal.gonext;

import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.gonext.GonextImport.Reply;

/** Module {@code env_net}: requests, and what only the application knows of media and users. */
final class NetImports {
    private NetImports() {}

    static Reply fetch(GonextGuest g, long[] a) {
        byte[] ask = Ranges.bytes(g.open, "gn_http_fetch", a, 0);
        return Reply.of(
                ForeignJson.answer(g.open.host().http().send(g.open.context(), ForeignJson.ask("gn_http_fetch", ask))));
    }

    static Reply media(GonextGuest g, long[] a) {
        return app(g, "gonext.media_read", Ranges.bytes(g.open, "gn_media_read", a, 0));
    }

    static Reply users(GonextGuest g, long[] a) {
        return app(g, "gonext.users_read", Ranges.bytes(g.open, "gn_users_read", a, 0));
    }

    /** The application answers it, when it registered such a function. */
    private static Reply app(GonextGuest g, String function, byte[] ask) {
        return Reply.of(g.open.host().app().call(g.open.context(), function, ask));
    }
}
