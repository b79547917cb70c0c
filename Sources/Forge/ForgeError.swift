import Files
public import OCI
import OCIImages

/// Why an artefact isn't forged, apart from what is wrong with its image.
public enum ForgeError: Error, Hashable, Sendable {
    /// The image isn't what its declaration says.
    case unexpected(String, declared: String, found: String)
    /// The image's User can't be found in its own files.
    case unknownUser(String, file: String)
    /// A declaration set has another artefact of that name.
    case declared(String, by: String)
    /// The name given is no name for an artefact.
    case badName(String)
    /// The graph has no image with this manifest.
    case noImage(Digest)
    /// An image can't be written to a place of that kind.
    case notWritable(String)
    /// No image can be for what a derivation is built for.
    case noPlatform(String)
    /// A layer is neither on this host nor anywhere else that was asked.
    case nowhere(Digest, asked: [String])
    /// There is no space left on the disk that holds the state directory, or what is made.
    case diskFull(path: String)

    /// Whether what was given is wrong, rather than that it can't be done now.
    public var isBadInput: Bool {
        switch self {
        case .diskFull, .nowhere: false
        default: true
        }
    }
}

extension ForgeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(let what, let declared, let found): "the image's \(what) is \(found); \(declared) is declared"
        case .unknownUser(let name, let file): "the image's User '\(name)' isn't in its \(file)"
        case .declared(let name, let set): "the artefact '\(name)' is declared by '\(set)', as another"
        case .badName(let name):
            "'\(name)' can't be an artefact's name: give at most 63 lower-case letters, digits and dashes"
        case .noImage(let manifest): "there is no image with the manifest \(manifest); forge it anew"
        case .notWritable(let reference): "an image is written to oci:FOLDER[:TAG], and not to \(reference)"
        case .noPlatform(let system): "it is built for \(system), and no image can be made for that"
        case .nowhere(let layer, let asked):
            "the layer \(layer) isn't on this host" + (asked.isEmpty ? "" : ", nor at " + asked.joined(separator: ", "))
                + "; forge its image here, or start the agent of a host that has it with --address"
        case .diskFull(let path): "the disk that holds \(path) is full"
        }
    }
}

/// Says that a disk is full in one way, whatever was being written when it was.
///
/// - Parameter made: where something is made outside the state directory.
func reportingFullDisk<Value>(
    of state: String, or made: String? = nil, _ work: () async throws -> Value
) async throws -> Value {
    do {
        return try await work()
    } catch let error as FileError where error.isDiskFull {
        throw ForgeError.diskFull(path: made.flatMap { error.path.hasPrefix($0) ? $0 : nil } ?? state)
    }
}
