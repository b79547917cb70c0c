extension RuntimeConfiguration {
    /// Which system calls may be made (runtime-spec, config-linux.md, "Seccomp").
    public struct Seccomp: Hashable, Sendable, Codable {
        /// What happens on a call that no rule names, as `SCMP_ACT_ERRNO`.
        public var defaultAction: String
        /// The error's number; since 1.1.
        public var defaultErrnoRet: UInt32?
        /// As `SCMP_ARCH_X86_64`.
        public var architectures: [String]?
        /// As `SECCOMP_FILTER_FLAG_LOG`; since 1.0.2.
        public var flags: [String]?
        /// The socket of whom the container's notifications are sent to; since 1.1.
        public var listenerPath: String?
        /// What is sent to it besides.
        public var listenerMetadata: String?
        public var syscalls: [SystemCallRule]?
        public var unknownFields = UnknownFields()

        public init(defaultAction: String) {
            self.defaultAction = defaultAction
        }
    }

    /// What happens on some system calls.
    public struct SystemCallRule: Hashable, Sendable, Codable {
        public var names: [String]
        public var action: String
        /// Since 1.1.
        public var errnoRet: UInt32?
        /// Conditions that must all hold.
        public var args: [Condition]?
        public var unknownFields = UnknownFields()

        public init(names: [String], action: String) {
            self.names = names
            self.action = action
        }

        /// A condition on an argument.
        public struct Condition: Hashable, Sendable, Codable {
            /// The argument's place, from 0.
            public var index: UInt32
            public var value: UInt64
            public var valueTwo: UInt64?
            /// As `SCMP_CMP_EQ`.
            public var op: String
            public var unknownFields = UnknownFields()

            public init(index: UInt32, value: UInt64, valueTwo: UInt64? = nil, op: String) {
                self.index = index
                self.value = value
                self.valueTwo = valueTwo
                self.op = op
            }
        }
    }
}
