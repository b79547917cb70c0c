import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Refuses limits of disks that the host hasn't, and shares of disks that aren't shared by weight: the kernel takes
    /// a weight and does nothing with it.
    mutating func checkDisks() {
        let host = subject.request.host
        guard let disks = host.features.disks else { return }
        for row in rows where row.value != nil && row.origin.isNode && row.path.hasPrefix("linux.resources.blockIO.") {
            for device in row.value?.array ?? [] {
                let numbers = "\(device["major"]?.integer ?? 0):\(device["minor"]?.integer ?? 0)"
                guard let disk = disks.first(where: { $0.numbers == numbers }) else {
                    report(
                        row.path, "names the disk \(numbers), and \(host.id) has none: see /sys/block/*/dev", of: row)
                    continue
                }
                if row.path.hasSuffix(".weightDevice"), !disk.sharesByWeight {
                    report(row.path, "has no effect on \(numbers), which isn't under the scheduler bfq", of: row)
                }
            }
            if row.path.hasSuffix(".weight"), !disks.contains(where: \.sharesByWeight) {
                report(row.path, "has no effect, as no disk of \(host.id) is under the scheduler bfq", of: row)
            }
        }
    }
}
