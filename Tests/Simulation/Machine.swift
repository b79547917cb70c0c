import ConfigurationGraph
import Orchestrator

/// A machine with a host's name: its clock, its disk, what runs, its agent and its watchdog.
struct Machine {
    /// The host that it is, or says that it is.
    let host: String
    /// What tells it from another of the same name.
    let id: Int
    var clock: SimulatedClock
    var link = Link()
    var isUp = false
    /// What it has; its agent writes it to the graph.
    var state: HostState

    // On its disk, which outlives a crash.
    var knownEpoch: Int64?
    var watchdogUntil: Moment?
    var bootID = 0

    /// What really runs, by the instance's name.
    var processes: [String: Process] = [:]
    var nextProcess = 0

    var agent: AgentMachine?
    /// Which run of the agent; what concerns an earlier one is nobody's.
    var run = 0
    var wake = 0
    /// Whether it will be told soon of what changed.
    var isTold = false
    /// What is being started.
    var launching: [String: Launch] = [:]
    var nextLaunch = 0
    /// Before this true time the agent stands still.
    var pausedUntil: Int64 = 0
    /// What it couldn't take meanwhile.
    var held: [AgentMachine.Event] = []
    /// The agent is killed before this many effects more.
    var killIn: Int?

    var watchdog: WatchdogMachine?
    var watchdogWake = 0

    // Faults.
    var diskFullUntil: Int64 = 0
    var startsFailUntil: Int64 = 0
    var isGoneForGood = false
    /// Before this true time it has less than it had.
    var shrunkUntil: Int64 = .min / 2
    /// When it last renewed its lease.
    var renewed: Int64 = .min / 2
    /// When its agent was last told that it has the lease.
    var heard: Int64 = .min / 2
    /// When its lease was last renewed, or it heard of that, after it had run out.
    var backSince: Int64 = .min / 2

    var holder: String { "machine-\(id)/boot-\(bootID)" }

    /// A start that is under way in the runtime.
    struct Launch {
        /// Tells it from one that came to nothing, and from the next.
        var number: Int
        /// Whether what it starts is to end at once.
        var isCancelled = false
    }

    /// A process with what it was given.
    struct Process {
        var number: Int
        var assignment: Assignment
        var isStopping = false
        var isReady = false
        var since: Int64
    }
}

/// A controller with its clock and its way to the store.
struct Controller {
    let id: Int
    var clock: SimulatedClock
    var link = Link()
    var machine: ControllerMachine?
    var run = 0
    var wake = 0
    var pausedUntil: Int64 = 0
    var held: [ControllerMachine.Event] = []
    var killIn: Int?
    /// The revision up to which it was told of changes; nil while it doesn't watch.
    var told: Int?
    var isTelling = false
    /// What it last couldn't place.
    var pending: [String: Pending] = [:]

    var holder: String { "controller-\(id)/\(run)" }
}
