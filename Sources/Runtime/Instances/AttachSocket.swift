import CLinux
import Glibc

/// conmon's attach socket, which carries packets: what is typed one way, a stream's number and its bytes the other.
enum AttachSocket {
    /// Connects to the socket in a bundle.
    static func connect(in bundle: String, instance: String) throws -> OpenDescriptor {
        let folder = OpenDescriptor(try check(clinux_open_place(bundle), "open", bundle))
        // A socket's path is at most 107 bytes long; through the folder's descriptor it always is.
        let answer = clinux_connect_packets("/proc/self/fd/\(folder.number)/attach")
        guard answer >= 0 else {
            throw RuntimeError.notAttachable(instance: instance, reason: String(cString: strerror(-answer)))
        }
        return OpenDescriptor(answer)
    }
}
