package io.mortise.wasm;

import io.mortise.api.Call;
import io.mortise.api.Limits;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLibrary;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.engine.EngineImage;
import io.mortise.wasm.internal.engine.EngineInstance;
import io.mortise.wasm.internal.run.Frame;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.LinearMemory;
import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.Tab;
import io.mortise.wasm.internal.run.Unwind;
import io.mortise.wasm.internal.wasi.Descriptors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One instance and the frame its calls run in. Whoever borrowed it from the pool owns it alone; the pool's exchange is
 * the hand-over of all that is written here.
 */
final class PooledGuest implements GuestLink, LinearMemory {
    private static final long JUST_NOW = Duration.ofMillis(100).toNanos();

    private final GuestPlan plan;
    private final Frame frame;
    private final Tab tab;
    private final Ration ration;
    private final HostDoor door;
    private final GuestMemory memory = new GuestMemory(this);
    private final LinkedInstances instances;
    private final Descriptors descriptors;
    private final EngineInstance instance;
    private final Guest guest;
    private Optional<LinearMemory> linked = Optional.empty();
    private Optional<Retirement> retirement = Optional.empty();
    private Optional<String> tenant = Optional.empty();
    private long idleSince;
    private long lastUser;
    private int uses;

    /**
     * Links an instance; no guest code runs. Throws {@link Unwind.Limit} when there is no room for it.
     *
     * @param image what it will start from; empty = the module
     */
    static PooledGuest link(GuestPlan plan, Call idle, HostCall context, Optional<EngineImage> image) {
        Frame frame = plan.shared().ticker.frame(plan.cutOff(), plan.ticksInGuest());
        Tab tab = new Tab(plan.account(), plan.shared().probe);
        boolean isLinked = false;
        try {
            PooledGuest guest = new PooledGuest(plan, frame, tab, idle, context, image);
            isLinked = true;
            return guest;
        } finally {
            if (!isLinked) {
                frame.close();
                tab.settle();
            }
        }
    }

    private PooledGuest(
            GuestPlan plan, Frame frame, Tab tab, Call idle, HostCall context, Optional<EngineImage> image) {
        this.plan = plan;
        this.frame = frame;
        this.tab = tab;
        this.ration = new Ration(plan.limits().memoryBytes(), tab);
        this.door = new HostDoor(frame, plan.shared().probe);
        this.descriptors = new Descriptors(plan.folders());
        this.guest = plan.dialect().guest(this, idle, context);
        this.instances = new LinkedInstances(plan, guest, door, ration, image);
        this.instance = instances.main();
        this.linked = Optional.of(instance.memory());
    }

    /** Start section and language runtime. */
    void initialize(Call background, HostCall context) {
        inGuest(background, () -> {
            instances.begin();
            guest.initialize(background, context);
            return 0;
        });
        guest.release();
    }

    /** The same without running any of it: it becomes what another instance was when it had been started. */
    void restore(EngineImage image) {
        instance.begin(image);
    }

    /** Why an image of it would not be whole; empty when it would. */
    Optional<String> hindersImage() {
        return guest.hindersImage().or(instance::hindersImage);
    }

    /** An image of what it is now, charged to the generation; empty when there is no room for one. */
    Optional<EngineImage> image() {
        return plan.account().charge(instance.imageBytes()) ? Optional.of(instance.image()) : Optional.empty();
    }

    boolean has(Entry entry) {
        return guest.has(entry);
    }

    /**
     * Runs guest code on this thread and answers its output.
     *
     * @throws PluginException REJECTED and the guest goes on; anything else retires it
     */
    byte[] run(Entry entry, Call call, HostCall context) {
        try {
            long code = inGuest(call, () -> guest.run(entry, call, context));
            return guest.finish(call, code);
        } finally {
            guest.release();
        }
    }

    private long inGuest(Call call, LongSupplier guestCode) {
        boolean isOurs = false;
        frame.begin(call);
        try {
            long code = guestCode.getAsLong();
            frame.end();
            isOurs = true;
            return code;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            frame.end();
            isOurs = true;
            Ending ending = Ending.of(e, call, frame, this::trap, guest::lastWords, subject());
            retirement = Optional.of(ending.retirement());
            if (ending.retirement() == Retirement.MEMORY) {
                ending.failure().ifPresent(plan.environment().listener()::exhausted);
            }
            if (ending.failure().isPresent()) {
                throw ending.failure().get();
            }
            return 0;
        } finally {
            if (!isOurs) {
                // An error of the JVM passes through, but leaves no armed frame and no instance in an unknown state.
                frame.end();
                retirement = Optional.of(Retirement.TRAP);
            }
        }
    }

    private Detail.Trap trap(Throwable thrown) {
        return instances.trap(thrown);
    }

    /** Why it can serve no more; empty while it can. */
    Optional<Retirement> retirement() {
        return retirement;
    }

    /** Counts a use by a call of this label; from the first on it serves no other. */
    void use(String label) {
        if (tenant.isEmpty()) {
            tenant = Optional.of(label);
        }
        lastUser = Thread.currentThread().getId();
        uses++;
    }

    /** @param thread its id; an instance that has idled for longer is not worth being particular about */
    boolean wasJustUsedBy(long thread, long now) {
        return lastUser == thread && now - idleSince < JUST_NOW;
    }

    int uses() {
        return uses;
    }

    /** True when it has served nobody or only calls of this label. */
    boolean mayServe(String label) {
        return tenant.isEmpty() || tenant.get().equals(label);
    }

    /** True when a new instance would run compiled and this one does not. */
    boolean isOutdated() {
        return instances.isOutdated();
    }

    void idleFrom(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        frame.close();
        descriptors.close();
        tab.settle();
    }

    @Override
    public Subject subject() {
        return plan.subject();
    }

    @Override
    public Limits limits() {
        return plan.limits();
    }

    @Override
    public ModuleShape shape() {
        return plan.module().shape();
    }

    @Override
    public HostApi host() {
        return plan.host();
    }

    @Override
    public HostDoor door() {
        return door;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public Descriptors descriptors() {
        return descriptors;
    }

    @Override
    public Tab tab() {
        return tab;
    }

    @Override
    public Ration ration() {
        return ration;
    }

    @Override
    public SecureRandom random() {
        return plan.shared().random;
    }

    @Override
    public List<GuestLibrary> libraries() {
        return instances.libraries();
    }

    @Override
    public long invoke(String export, long... arguments) {
        return instance.invoke(export, arguments);
    }

    @Override
    public int pages() {
        return linked.orElseThrow().pages();
    }

    @Override
    public byte[] read(int at, int length) {
        return linked.orElseThrow().read(at, length);
    }

    @Override
    public void write(int at, byte[] from, int offset, int length) {
        linked.orElseThrow().write(at, from, offset, length);
    }
}
