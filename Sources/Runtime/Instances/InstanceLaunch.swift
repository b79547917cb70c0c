public import Foundation
public import NixStores
public import OCI

/// All that an instance's container is made from.
public struct InstanceLaunch: Sendable {
    /// The instance's name, which is its container's id too.
    public var name: String
    /// The OCI runtime configuration as JSON, whose paths are relative to the bundle: `rootfs`, `hosts`, `hostname`,
    /// `resolv.conf`, `volumes/NAME`, `ephemeral/NAME`, `secrets/files/NAME`.
    public var configuration: Data
    /// The configuration's `linux.cgroupsPath`.
    public var controlGroup: String
    /// The diff ids of the image's layers, the lowest first.
    public var layers: [Digest]
    /// The store paths that its root shows, where it runs no image.
    public var closure: ClosureView?
    /// The host's ids that the configuration maps the container's to.
    public var mapping: IDMapping
    public var volumes: [VolumeBinding]
    /// The secrets that its files and variables are, kept in memory alone.
    public var secrets = LaunchSecrets()
    public var ephemeral: [EphemeralVolume]
    /// Whether the configuration's `process.terminal` is true.
    public var terminal: Bool
    /// After how many seconds its process is killed, whoever lives then; nil for never.
    public var timeLimit: Int?
    public var log: LogOptions
    /// The program that conmon calls when the container has ended, with its words; empty for none.
    public var exitCommand: [String]
    public var files: InstanceFiles

    public init(
        name: String, configuration: Data, controlGroup: String, layers: [Digest], closure: ClosureView? = nil,
        mapping: IDMapping,
        volumes: [VolumeBinding] = [], ephemeral: [EphemeralVolume] = [], terminal: Bool = false, timeLimit: Int? = nil,
        log: LogOptions,
        exitCommand: [String] = [], files: InstanceFiles
    ) {
        self.name = name
        self.configuration = configuration
        self.controlGroup = controlGroup
        self.layers = layers
        self.closure = closure
        self.mapping = mapping
        self.volumes = volumes
        self.ephemeral = ephemeral
        self.terminal = terminal
        self.timeLimit = timeLimit
        self.log = log
        self.exitCommand = exitCommand
        self.files = files
    }
}

/// The texts of an instance's own /etc/hosts, /etc/hostname and /etc/resolv.conf.
public struct InstanceFiles: Hashable, Sendable {
    public var hosts: String
    public var hostname: String
    public var resolver: String

    public init(hosts: String, hostname: String, resolver: String) {
        self.hosts = hosts
        self.hostname = hostname
        self.resolver = resolver
    }
}
