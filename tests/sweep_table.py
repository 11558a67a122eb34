"""A sweep over sizes, in which one library is ahead below 8 KiB and the other above."""

MPI = """\
library,size,bandwidth (MB/s)
openmpi,1024,900
openmpi,2048,1500
openmpi,4096,2300
openmpi,8192,3000
openmpi,16384,3500
openmpi,32768,3900
mpich,1024,700
mpich,2048,1200
mpich,4096,2000
mpich,8192,3100
mpich,16384,4600
mpich,32768,6000
"""
