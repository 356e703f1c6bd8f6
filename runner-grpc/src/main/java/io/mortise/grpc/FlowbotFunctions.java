package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor;
import io.mortise.api.Call;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.grpc.internal.output.Json;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.proto.flowbot.CallRequest;
import io.mortise.proto.flowbot.CallResponse;
import io.mortise.proto.flowbot.CommandRequest;
import io.mortise.proto.flowbot.FormRequest;
import io.mortise.proto.flowbot.OAuthCallbackRequest;
import io.mortise.proto.flowbot.PluginServiceGrpc;
import io.mortise.proto.flowbot.WebhookConvertRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One call of a flowbot plugin: the function's name says which RPC, the payload is a JSON object with the RPC's fields,
 * the result is the reply's JSON. A field that holds JSON as text may be given as that text or as the value itself. The
 * body of a webhook is handed over as it is.
 */
final class FlowbotFunctions {
    static final List<String> NAMES = List.of(
            "ability_call",
            "bootstrap",
            "command",
            "form",
            "help",
            "is_ready",
            "oauth_callback",
            "rules",
            "webhook_convert");

    private final Subject subject;
    private final Call call;

    FlowbotFunctions(Subject subject, Call call) {
        this.subject = subject;
        this.call = call;
    }

    Rpc<?, ?> rpc() {
        return switch (call.function()) {
            case "command" ->
                new Rpc<>(
                        PluginServiceGrpc.getCommandMethod(),
                        command(),
                        reply -> result(reply.getPayload(), reply.getError()));
            case "form" ->
                new Rpc<>(
                        PluginServiceGrpc.getFormMethod(),
                        form(),
                        reply -> result(reply.getPayload(), reply.getError()));
            case "ability_call" -> called(PluginServiceGrpc.getAbilityCallMethod(), ability());
            case "oauth_callback" -> called(PluginServiceGrpc.getOAuthCallbackMethod(), oauth());
            case "webhook_convert" -> called(PluginServiceGrpc.getWebhookConvertMethod(), webhook());
            default -> withoutInput();
        };
    }

    private Rpc<Empty, ?> withoutInput() {
        return switch (call.function()) {
            case "rules" ->
                asked(PluginServiceGrpc.getRulesMethod(), reply -> result(reply.getRules(), reply.getError()));
            case "help" -> asked(PluginServiceGrpc.getHelpMethod(), reply -> result(reply.getHelp(), reply.getError()));
            case "bootstrap" -> asked(PluginServiceGrpc.getBootstrapMethod(), reply -> new byte[0]);
            case "is_ready" ->
                asked(PluginServiceGrpc.getIsReadyMethod(), reply -> ("{\"ready\":" + reply.getReady() + '}')
                        .getBytes(UTF_8));
            default -> throw CallErrors.unknownFunction(subject, call.function(), NAMES);
        };
    }

    private static <A> Rpc<Empty, A> asked(MethodDescriptor<Empty, A> method, Function<A, byte[]> result) {
        return new Rpc<>(method, Empty.getDefaultInstance(), result);
    }

    private <Q> Rpc<Q, CallResponse> called(MethodDescriptor<Q, CallResponse> method, Q request) {
        return new Rpc<>(method, request, reply -> result(reply.getResult(), reply.getError()));
    }

    /** An error in the reply is the author's refusal, as any other. */
    private byte[] result(String json, String error) {
        if (!error.isEmpty()) {
            throw CallErrors.rejected(
                    subject, call.function(), StatusCode.UNKNOWN, Utf8Cut.cut(error, Answers.MAX_MESSAGE_BYTES));
        }
        return json.getBytes(UTF_8);
    }

    private CommandRequest command() {
        Map<String, String> fields = fields();
        return CommandRequest.newBuilder()
                .setContext(text(fields, "context"))
                .setContent(text(fields, "content"))
                .build();
    }

    private FormRequest form() {
        Map<String, String> fields = fields();
        FormRequest.Builder form = FormRequest.newBuilder().setContext(text(fields, "context"));
        members(fields.getOrDefault("values", "{}"), "/values")
                .forEach((name, value) -> form.putValues(name, text(value)));
        return form.build();
    }

    private CallRequest ability() {
        Map<String, String> fields = fields();
        return CallRequest.newBuilder()
                .setOperation(text(fields, "operation"))
                .setParams(text(fields, "params"))
                .build();
    }

    private OAuthCallbackRequest oauth() {
        Map<String, String> fields = fields();
        return OAuthCallbackRequest.newBuilder()
                .setState(text(fields, "state"))
                .setCode(text(fields, "code"))
                .build();
    }

    private WebhookConvertRequest webhook() {
        return WebhookConvertRequest.newBuilder()
                .setPayload(ByteString.copyFrom(call.payload()))
                .build();
    }

    private Map<String, String> fields() {
        return call.payload().length == 0 ? new LinkedHashMap<>() : members(new String(call.payload(), UTF_8), "");
    }

    private Map<String, String> members(String json, String pointer) {
        return Json.members(json.strip())
                .orElseThrow(() -> PluginException.of(
                        Failure.BAD_INPUT,
                        subject,
                        '"' + call.function() + "\" wants a JSON object" + (pointer.isEmpty() ? "" : " at " + pointer),
                        new Detail.Violations(List.of(new Detail.Violation(pointer, "is no JSON object")))));
    }

    private static String text(Map<String, String> fields, String name) {
        return text(fields.getOrDefault(name, ""));
    }

    private static String text(String json) {
        return Json.string(json).orElse(json);
    }
}
