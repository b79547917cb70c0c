extension RuntimeConfiguration {
    /// How the process is scheduled (sched_setattr(2)).
    public struct Scheduler: Hashable, Sendable, Codable {
        /// As `SCHED_BATCH`.
        public var policy: String
        /// From -20 to 19, with `SCHED_OTHER` and `SCHED_BATCH`.
        public var nice: Int32?
        /// The static priority, with `SCHED_FIFO` and `SCHED_RR`.
        public var priority: Int32?
        /// As `SCHED_FLAG_RESET_ON_FORK`.
        public var flags: [String]?
        /// In nanoseconds for each period, with `SCHED_DEADLINE`.
        public var runtime: UInt64?
        /// In nanoseconds from a period's start, with `SCHED_DEADLINE`.
        public var deadline: UInt64?
        /// In nanoseconds, with `SCHED_DEADLINE`.
        public var period: UInt64?
        public var unknownFields = UnknownFields()

        public init(policy: String) {
            self.policy = policy
        }
    }

    /// In which order the process reads and writes among others (ioprio_set(2)).
    public struct IOPriority: Hashable, Sendable, Codable {
        /// `IOPRIO_CLASS_RT`, `IOPRIO_CLASS_BE` or `IOPRIO_CLASS_IDLE`.
        public var `class`: String
        /// From 0, the first, to 7.
        public var priority: Int32?
        public var unknownFields = UnknownFields()

        public init(class: String, priority: Int32? = nil) {
            self.class = `class`
            self.priority = priority
        }
    }

    /// On which processors a process that enters the container later runs, as `0-3,7`.
    public struct CPUAffinity: Hashable, Sendable, Codable {
        /// Until it is in the container's control group.
        public var initial: String?
        /// From then on.
        public var final: String?
        public var unknownFields = UnknownFields()

        public init(initial: String? = nil, final: String? = nil) {
            self.initial = initial
            self.final = final
        }
    }
}
