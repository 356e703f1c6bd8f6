package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.Optional;
import java.util.function.Function;

/** The database of this plugin. Reading and writing are two rights; the audit shows no statement. */
final class GatedSql implements SqlService {
    private final Passage passage;
    private final Optional<SqlService> service;

    GatedSql(Passage passage, Optional<SqlService> service) {
        this.passage = passage;
        this.service = service;
    }

    @Override
    public byte[] query(HostCall call, byte[] json) {
        return through(call, HostOperation.SQL_QUERY, view -> view.flags().sqlRead(), json, SqlService::query);
    }

    @Override
    public byte[] execute(HostCall call, byte[] json) {
        return through(call, HostOperation.SQL_EXECUTE, view -> view.flags().sqlWrite(), json, SqlService::execute);
    }

    /** One of the two operations. */
    private interface Step {
        byte[] run(SqlService service, HostCall call, byte[] json);
    }

    private byte[] through(
            HostCall call, HostOperation operation, Function<GrantView, String> by, byte[] json, Step step) {
        Passage.Want want =
                new Passage.Want(operation, "", by, view -> view.flags().sqlRead());
        return passage.through(call, want, rows -> json.length + rows.length, inner -> {
            SqlService sql = service.orElseThrow(() -> Absent.of(operation));
            return step.run(sql, inner, json);
        });
    }
}
