import Glibc
public import OCI

/// Why a container, its root filesystem or its bundle isn't as asked.
public enum RuntimeError: Error, Hashable, Sendable {
    /// The kernel refused an operation on a path.
    case system(operation: String, path: String, code: Int32)
    /// A program that's needed isn't on this machine.
    case missingProgram(name: String, remedy: String)
    /// The program asked for is neither crun nor runc.
    case unknownRuntime(path: String, says: String)
    /// A layer's snapshot isn't in the state directory.
    case missingSnapshot(Digest)
    /// overlayfs joins at most ``LayerStack/mostLayers`` layers.
    case tooManyLayers(Int)
    /// A name that can't be a file's name, a container's id and a control group's name at once.
    case invalidName(String)
    /// The value isn't a signal's name or number.
    case invalidSignal(String)
    /// The text names no keys.
    case invalidKeys(String)
    /// The instance has a container already.
    case alreadyExists(instance: String)
    /// The instance has no running process.
    case notRunning(instance: String)
    /// A program that is to run in the instance isn't there.
    case programAbsent(String, instance: String)
    /// A program that is to run in the instance is a folder, or may not be executed.
    case programNotExecutable(String, instance: String)
    /// The instance's process has no terminal and nothing to attach to.
    case notAttachable(instance: String, reason: String)
    /// conmon or the container runtime couldn't create the container.
    case notCreated(instance: String, message: String)
    /// The container runtime couldn't do something with a container that's there.
    case runtimeFailed(operation: String, instance: String, message: String)
    /// A path that should be free of mounts still has one.
    case stillMounted(path: String)
    /// A destination in the image leads to something other than a folder.
    case notAFolder(path: String)
}

extension RuntimeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let operation, let path, let code):
            "can't \(operation) \(path): \(String(cString: strerror(code)))"
        case .missingProgram(let name, let remedy): "\(name) isn't on this machine (\(remedy))"
        case .unknownRuntime(let path, let says): "\(path) is neither crun nor runc: it says '\(says)'"
        case .missingSnapshot(let digest): "the snapshot of layer \(digest) isn't in the state directory"
        case .tooManyLayers(let count):
            "\(count) layers are more than the \(LayerStack.mostLayers) that overlayfs can join"
        case .invalidName(let name):
            "'\(name)' can't name an instance or volume (letters, digits, '-', '_' and '.', at most 128 of them)"
        case .invalidSignal(let text): "'\(text)' is no signal (a name as SIGTERM, or a number)"
        case .invalidKeys(let text): "'\(text)' names no keys (as ctrl-p,ctrl-q)"
        case .alreadyExists(let instance): "\(instance) has a container already"
        case .notRunning(let instance): "\(instance) isn't running"
        case .programAbsent(let program, let instance): "there is no program '\(program)' in \(instance)"
        case .programNotExecutable(let program, let instance): "'\(program)' in \(instance) can't be executed"
        case .notAttachable(let instance, let reason): "can't attach to \(instance): \(reason)"
        case .notCreated(let instance, let message): "the container of \(instance) can't be created: \(message)"
        case .runtimeFailed(let operation, let instance, let message):
            "can't \(operation) the container of \(instance): \(message)"
        case .stillMounted(let path): "\(path) still has a mount and can't be removed"
        case .notAFolder(let path): "\(path) is no folder in the image's root filesystem"
        }
    }
}

/// Turns a shim's answer, a negative errno or a value, into the value.
@discardableResult
func check(_ answer: Int32, _ operation: String, _ path: String) throws(RuntimeError) -> Int32 {
    guard answer >= 0 else { throw .system(operation: operation, path: path, code: -answer) }
    return answer
}

/// Turns a C library call's answer, -1 and errno or a value, into the value.
@discardableResult
func checkErrno(_ answer: Int32, _ operation: String, _ path: String) throws(RuntimeError) -> Int32 {
    guard answer >= 0 else { throw .system(operation: operation, path: path, code: errno) }
    return answer
}
