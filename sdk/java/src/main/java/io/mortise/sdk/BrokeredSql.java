package io.mortise.sdk;

import static io.mortise.sdk.HostScope.bytes;

import io.mortise.proto.v1.SqlRequest;

/** The host's database. */
record BrokeredSql(HostScope scope) implements Sql {
    @Override
    public byte[] query(byte[] request) {
        return scope.ask(host -> host.sqlQuery(message(request))).getJson().toByteArray();
    }

    @Override
    public byte[] execute(byte[] request) {
        return scope.ask(host -> host.sqlExec(message(request))).getJson().toByteArray();
    }

    private static SqlRequest message(byte[] request) {
        return SqlRequest.newBuilder().setJson(bytes(request)).build();
    }
}
