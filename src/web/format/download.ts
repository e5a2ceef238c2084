/** Gives a file to the person; nothing is sent anywhere. */
export function download(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(name)
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
export const downloadCsv = (name: string, csv: string): void => download(`${name}.csv`, csv, 'text/csv;charset=utf-8')

/** A name that every file system takes. */
export const fileName = (name: string): string => name.replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-').slice(0, 120) || 'parfocal'
